import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** Lets a paused scan go on. */
export const POST = route(({ request }, { id }: { id: string }) =>
  actOnScan(request, id, "resume", maxDuration),
);

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

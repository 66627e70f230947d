import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** Pauses a scan: what waits in line leaves it, a call under way finishes. */
export const POST = route(({ request }, { id }: { id: string }) =>
  actOnScan(request, id, "pause", maxDuration),
);

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

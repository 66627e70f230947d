import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { otherMethods, route } from "@/lib/http/route";

export const maxDuration = 90;

/** Asks again for the rows that failed. */
export const POST = route(({ request }, { id }: { id: string }) =>
  actOnScan(request, id, "retry", maxDuration),
);

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

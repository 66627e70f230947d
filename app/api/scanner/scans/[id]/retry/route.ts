import { callerRoute } from "@/app/api/_shared/caller-route";
import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** Requests the failed rows again. */
export const POST = callerRoute((ask, { id }: { id: string }) =>
  actOnScan(ask, id, "retry", maxDuration),
);

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

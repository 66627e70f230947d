import { callerRoute } from "@/app/api/_shared/caller-route";
import { actOnScan } from "@/app/api/scanner/act-on-scan";
import { otherMethods } from "@/lib/http/route";

export const maxDuration = 90;

/** Resumes a paused scan. */
export const POST = callerRoute((ask, { id }: { id: string }) =>
  actOnScan(ask, id, "resume", maxDuration),
);

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

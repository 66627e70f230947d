import { callerRoute } from "@/app/api/_shared/caller-route";
import type { ScanSummaries } from "@/lib/contract/scan/scan";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { otherMethods } from "@/lib/http/route";

/** The caller's scans, newest first, without rows. The list keeps none of them running. */
export const GET = callerRoute(async ({ desk, caller, count }) => {
  await count();
  const scans: ScanSummaries = { scans: await desk.listScans(caller) };
  return jsonAnswer(scans);
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

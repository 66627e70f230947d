import { refusalError } from "@/app/api/_shared/answer-snapshot";
import { callerRoute } from "@/app/api/_shared/caller-route";
import { readScanBody } from "@/app/api/scanner/scan-body";
import type { ScanEstimate } from "@/lib/contract/scan/scan";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { otherMethods } from "@/lib/http/route";

/** Estimates the cost and the duration of a scan. Free: starts nothing. */
export const POST = callerRoute(async ({ request, desk, caller, isNewCookie }) => {
  const { wanted, counts } = await readScanBody(request);
  const plan = await desk.estimateScan({ wanted, caller, isNewCookie });
  if (plan.kind === "refused") throw refusalError(plan);
  const { ended, cost, estimatedSeconds } = plan;
  const estimate: ScanEstimate = { ...counts, cached: ended.length, cost, estimatedSeconds };
  return jsonAnswer(estimate);
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { after } from "next/server";
import { refusalError } from "@/app/api/answer-snapshot";
import { readScanBody } from "@/app/api/scanner/scan-order";
import type { ScanEstimate } from "@/lib/contract/scan";
import { admit } from "@/lib/http/admit";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** What a scan would cost and how long it would take. Free: nothing is started. */
export const POST = route(async ({ request }) => {
  const { desk, callers, origin } = await runtime();
  const { caller, isNewCookie, headers } = admit(request, { callers, origin });
  const { wanted, told } = await readScanBody(request);
  after(() => desk.flush());
  const plan = await desk.estimateScan({ wanted, caller, isNewCookie });
  if (plan.kind === "refused") throw refusalError(plan, headers);
  const { ended, cost, estimatedSeconds } = plan;
  const estimate: ScanEstimate = { ...told, cached: ended.length, cost, estimatedSeconds };
  return jsonAnswer(estimate, { headers });
});

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

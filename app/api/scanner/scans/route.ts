import { after } from "next/server";
import { countRequest } from "@/app/api/count-request";
import type { Scans } from "@/lib/contract/scan";
import { admit } from "@/lib/http/admit";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** My scans, the latest first, without their rows. None moves for being listed. */
export const GET = route(async ({ request }) => {
  const { desk, callers, origin } = await runtime();
  const admitted = admit(request, { callers, origin });
  await countRequest(callers, admitted);
  after(() => desk.flush());
  const scans: Scans = { scans: await desk.listScans(admitted.caller) };
  return jsonAnswer(scans, { headers: admitted.headers });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

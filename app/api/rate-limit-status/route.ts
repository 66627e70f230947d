import { after } from "next/server";
import { countRequest } from "@/app/api/count-request";
import { admit } from "@/lib/http/admit";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** The shared quota as it stands. Free: never a slot, never a call. */
export const GET = route(async ({ request }) => {
  const { desk, callers, origin } = await runtime();
  const admitted = admit(request, { callers, origin });
  await countRequest(callers, admitted);
  after(() => desk.flush());
  const quota = await desk.readQuota();
  return jsonAnswer(quota, { headers: { ...quotaHeaders(quota), ...admitted.headers } });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

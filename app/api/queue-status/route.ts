import { after } from "next/server";
import { countRequest } from "@/app/api/count-request";
import { admit } from "@/lib/http/admit";
import { jsonAnswer } from "@/lib/http/answer";
import { otherMethods, route } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** The line as its reader sees it, with the reader's own tickets. Free. */
export const GET = route(async ({ request }) => {
  const { desk, callers, origin } = await runtime();
  const admitted = admit(request, { callers, origin });
  await countRequest(callers, admitted);
  after(() => desk.flush());
  return jsonAnswer(await desk.readQueue(admitted.caller), { headers: admitted.headers });
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

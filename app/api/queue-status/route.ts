import { callerRoute } from "@/app/api/_shared/caller-route";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { otherMethods } from "@/lib/http/route";

/** The queue, with the caller's own tickets. Free. */
export const GET = callerRoute(async ({ desk, caller, count }) => {
  await count();
  return jsonAnswer(await desk.readQueue(caller));
});

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

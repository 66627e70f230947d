import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { breakerActSchema } from "@/lib/contract/admin";
import { readJson } from "@/lib/http/body";
import { otherMethods, route } from "@/lib/http/route";

/** Holds the calls of one window back, or lets them go again. */
export const POST = route(async ({ request, requestId }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const act = await readJson(request, breakerActSchema);
  return answerAct(await controlRoom.holdBreaker({ session, requestId }, act));
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

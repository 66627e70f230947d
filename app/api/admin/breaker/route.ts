import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { breakerActSchema } from "@/lib/contract/admin/admin";
import { readJson } from "@/lib/http/request/body";
import { otherMethods } from "@/lib/http/route";

/** Pauses or resumes the calls of one window. */
export const POST = deskRoute(async ({ request, requestId }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const act = await readJson(request, breakerActSchema);
  return answerAct(await controlRoom.holdBreaker({ session, requestId }, act));
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

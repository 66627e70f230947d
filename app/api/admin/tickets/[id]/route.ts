import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { otherMethods } from "@/lib/http/route";

/** Cancels any ticket by the number that the dashboard shows. */
export const DELETE = deskRoute(async ({ request, requestId }, { id }: { id: string }) => {
  const { controlRoom, session } = await guardAdmin(request);
  return answerAct(await controlRoom.cancelTicket({ session, requestId }, id));
});
export const { GET, HEAD, POST, PUT, PATCH, OPTIONS } = otherMethods("DELETE");

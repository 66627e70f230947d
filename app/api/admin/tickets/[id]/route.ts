import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { otherMethods, route } from "@/lib/http/route";

/** Gives any ticket up, by the number the dashboard's line shows. */
export const DELETE = route(async ({ request, requestId }, { id }: { id: string }) => {
  const { controlRoom, session } = await guardAdmin(request);
  return answerAct(await controlRoom.cancelTicket({ session, requestId }, id));
});
export const { GET, HEAD, POST, PUT, PATCH, OPTIONS } = otherMethods("DELETE");

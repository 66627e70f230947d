import { z } from "zod";
import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { limitActSchema } from "@/lib/contract/admin";
import { readJson } from "@/lib/http/body";
import { otherMethods, route } from "@/lib/http/route";

/** The form is the body's to keep; which limits can be set is the control room's to say. */
const body = z.strictObject({ limit: z.json() });

/** Lowers the limit in force, down to 1; the configured one takes the lowering back. */
export const POST = route(async ({ request, requestId }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const act = limitActSchema.safeParse(await readJson(request, body));
  const limit = act.success ? act.data.limit : Number.NaN;
  return answerAct(await controlRoom.setLimit({ session, requestId }, limit));
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

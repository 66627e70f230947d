import { z } from "zod";
import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { answerAct } from "@/app/api/admin/answer-act";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { limitActSchema } from "@/lib/contract/admin/admin";
import { readJson } from "@/lib/http/request/body";
import { otherMethods } from "@/lib/http/route";

/** Checks only the form of the body. The desk checks which limits are allowed. */
const body = z.strictObject({ limit: z.json() });

/** Lowers the limit, down to 1. The configured limit restores it. */
export const POST = deskRoute(async ({ request, requestId }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const act = limitActSchema.safeParse(await readJson(request, body));
  const limit = act.success ? act.data.limit : Number.NaN;
  return answerAct(await controlRoom.setLimit({ session, requestId }, limit));
});
export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");

import { refusalError } from "@/app/api/_shared/answer-snapshot";
import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { newKeySchema } from "@/lib/contract/admin/keys";
import { jsonAnswer } from "@/lib/http/answer/answer";
import { readJson } from "@/lib/http/request/body";
import { otherMethods } from "@/lib/http/route";

/** Lists the access keys, without their secrets. */
export const GET = deskRoute(async ({ request }) => {
  const { controlRoom, session } = await guardAdmin(request);
  return jsonAnswer(await controlRoom.listKeys(session));
});

/** Creates an access key. Only this answer contains it. */
export const POST = deskRoute(async ({ request, requestId }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const wanted = await readJson(request, newKeySchema);
  const reply = await controlRoom.createKey({ session, requestId }, wanted);
  if (reply.kind === "refused") throw refusalError(reply);
  return jsonAnswer(reply.created, { status: 201 });
});

export const HEAD = GET;
export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD, POST");

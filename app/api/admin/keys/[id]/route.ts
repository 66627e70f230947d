import { refusalError } from "@/app/api/_shared/answer-snapshot";
import { deskRoute } from "@/app/api/_shared/route-to-desk";
import { guardAdmin } from "@/app/api/admin/guard-admin";
import { keyChangeSchema } from "@/lib/contract/admin/keys";
import { emptyAnswer, jsonAnswer } from "@/lib/http/answer/answer";
import { readJson } from "@/lib/http/request/body";
import { otherMethods } from "@/lib/http/route";

/** Changes the name, priority, share, budget or expiry of a key. */
export const PATCH = deskRoute(async ({ request, requestId }, { id }: { id: string }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const change = await readJson(request, keyChangeSchema);
  const reply = await controlRoom.changeKey({ session, requestId }, id, change);
  if (reply.kind === "refused") throw refusalError(reply);
  return jsonAnswer(reply.key);
});

/** Revokes a key. It is refused from the next request on. */
export const DELETE = deskRoute(async ({ request, requestId }, { id }: { id: string }) => {
  const { controlRoom, session } = await guardAdmin(request);
  const reply = await controlRoom.revokeKey({ session, requestId }, id);
  if (reply.kind === "refused") throw refusalError(reply);
  return emptyAnswer();
});

export const { GET, HEAD, POST, PUT, OPTIONS } = otherMethods("PATCH, DELETE");

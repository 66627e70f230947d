import { refusalError } from "@/app/api/_shared/answer-snapshot";
import type { ActReply } from "@/lib/desk/control-room/admin-acts";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer/answer";

/** Answers with the quota after the action, or with the reason why it was refused. */
export function answerAct(reply: ActReply): Response {
  if (reply.kind === "refused") throw refusalError(reply);
  return jsonAnswer(reply.quota, { headers: quotaHeaders(reply.quota) });
}

import { refusalError } from "@/app/api/answer-snapshot";
import type { ActReply } from "@/lib/desk/admin-acts";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer";

/** The quota after an act, or why it was not done. */
export function answerAct(reply: ActReply): Response {
  if (reply.kind === "refused") throw refusalError(reply);
  return jsonAnswer(reply.quota, { headers: quotaHeaders(reply.quota) });
}

import type { ReplyAnswer } from "@/lib/desk/proxy/request-reply";
import { ageOf, cacheStatus, textAnswer } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { refusalError } from "./answer-snapshot";

/**
 * Answers with the upstream's reply as sent, plus its age. Never 202: clients of the upstream take it
 * for data. A request that is still queued gets 429 and whole seconds.
 */
export function answerReply(answer: ReplyAnswer): Response {
  switch (answer.kind) {
    case "reply": {
      const { reply, now } = answer;
      const asOf = reply.asOf === null ? null : new Date(reply.asOf).toISOString();
      return textAnswer(reply.body, {
        "content-type": reply.contentType,
        age: ageOf(reply.fetchedAt, now),
        "cache-status": cacheStatus({ ...answer, freshUntil: reply.freshUntil }, now),
        ...(asOf === null ? {} : { "x-gammagate-as-of": asOf }),
      });
    }
    case "still-queued": {
      const { retryAfterSeconds } = answer;
      const detail = "API limit reached: the request is queued. Ask again and it keeps its place.";
      throw new ProblemError("too-many-requests", detail, {
        retryAfterSeconds: retryAfterSeconds ?? undefined,
      });
    }
    case "refused":
      throw refusalError(answer);
    default:
      return answer satisfies never;
  }
}

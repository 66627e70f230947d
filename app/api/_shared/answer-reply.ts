import type { ReplyAnswer } from "@/lib/desk/proxy/request-reply";
import { textAnswer } from "@/lib/http/answer/answer";
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
        age: String(Math.max(0, Math.floor((now - reply.fetchedAt) / 1_000))),
        "cache-status": cacheStatus(answer),
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

/** RFC 9211. */
function cacheStatus({ reply, source, now }: Extract<ReplyAnswer, { kind: "reply" }>): string {
  const ttl = `ttl=${Math.floor((reply.freshUntil - now) / 1_000)}`;
  return source === "upstream"
    ? `gammagate; fwd=miss; fwd-status=200; stored; ${ttl}`
    : `gammagate; hit; ${ttl}`;
}

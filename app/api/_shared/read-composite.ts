import type { z } from "zod";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import type { Composite } from "@/lib/contract/market/resource";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import type { CompositeReply } from "@/lib/desk/snapshots/compose-answer";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer/answer";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { withLeaveSignal } from "@/lib/http/process/leave-signal";
import { isPassive } from "@/lib/http/request/passive";
import { readPrefer } from "@/lib/http/request/prefer";
import { guardPriority } from "@/lib/http/request/priority";
import { refusalError, retryAfter } from "./answer-snapshot";
import { snapshotQuery } from "./read-snapshot";

/** No `refresh`: a composite never refreshes a fresh part. */
export const compositeQuery = snapshotQuery.omit({ refresh: true });

/** Answers with a composite of a symbol. Missing and stale parts are requested through the gate. */
export async function readComposite(
  ask: CallerContext<z.output<typeof compositeQuery>>,
  composite: Composite,
  rawSymbol: string,
): Promise<Response> {
  const { request, query, desk, caller, isNewCookie, isCounted, isFromCopies } = ask;
  const symbol = parseSymbol(rawSymbol);
  if (symbol === null) throw new ProblemError("invalid-request", symbolRefusal(rawSymbol));
  const priority = guardPriority(query.priority, composite, caller);
  const asked = { composite, symbol, caller, isNewCookie, isCounted };
  if (query.cached === "1" || isFromCopies || isPassive(request)) {
    return answerComposite(await desk.readCachedComposite(asked));
  }
  const prefer = readPrefer(request.headers);
  const waitMs = prefer.waitSeconds * 1_000;
  const reply = await withLeaveSignal(request, (signal) =>
    desk.requestComposite({ ...asked, waitMs, priority, signal }),
  );
  return answerComposite(reply, prefer.headers);
}

/** 202 while no part is available yet and at least one is queued. */
function answerComposite(reply: CompositeReply, headers: Record<string, string> = {}): Response {
  if (reply.kind === "refused") throw refusalError(reply);
  const { answer, hasData, estimatedWaitSeconds } = reply;
  const waiting = answer.parts.some(({ ticket }) => ticket !== null)
    ? retryAfter(estimatedWaitSeconds)
    : {};
  return jsonAnswer(answer, {
    status: hasData ? 200 : 202,
    headers: { ...quotaHeaders(answer.quota), ...waiting, ...headers },
  });
}

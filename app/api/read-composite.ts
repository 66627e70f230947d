import { after } from "next/server";
import type { z } from "zod";
import { refusalError } from "@/app/api/answer-snapshot";
import { snapshotQuery } from "@/app/api/read-snapshot";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import type { Composite } from "@/lib/contract/resource";
import type { CompositeReply } from "@/lib/desk/compose-answer";
import { admit } from "@/lib/http/admit";
import { jsonAnswer, quotaHeaders } from "@/lib/http/answer";
import { withLeaveSignal } from "@/lib/http/leave-signal";
import { isPassive } from "@/lib/http/passive";
import { readPrefer } from "@/lib/http/prefer";
import { guardPriority } from "@/lib/http/priority";
import { ProblemError, wholeRetrySeconds } from "@/lib/http/problem-error";
import type { Ask } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

/** A composite refreshes no part that is fresh: that is done part by part. */
export const compositeQuery = snapshotQuery.omit({ refresh: true });

/** A composite of one symbol: its parts from the cache, what is missing or stale through the gate. */
export async function readComposite(
  { request, query }: Ask<z.output<typeof compositeQuery>>,
  composite: Composite,
  rawSymbol: string,
): Promise<Response> {
  const { desk, callers, origin } = await runtime();
  const { caller, isNewCookie, headers } = admit(request, { callers, origin });
  const symbol = parseSymbol(rawSymbol);
  if (symbol === null) throw new ProblemError("invalid-request", "This is not a ticker symbol.");
  guardPriority(query.priority, composite);
  const asked = { composite, symbol, caller, isNewCookie };
  if (query.cached === "1" || isPassive(request)) {
    after(() => desk.flush());
    return answerComposite(await desk.readCachedComposite(asked), headers);
  }
  const prefer = readPrefer(request.headers);
  const waiting = {
    ...asked,
    waitMs: prefer.waitSeconds * 1_000,
    ...(query.priority === undefined ? {} : { priority: query.priority }),
  };
  const reply = await withLeaveSignal(request, (signal) =>
    desk.requestComposite({ ...waiting, signal }),
  );
  after(() => desk.idle());
  return answerComposite(reply, { ...headers, ...prefer.headers });
}

/** 202 while nothing is at hand yet and some of it is in line. */
function answerComposite(reply: CompositeReply, headers: Record<string, string>): Response {
  if (reply.kind === "refused") throw refusalError(reply, headers);
  const { answer, isAtHand, estimatedWaitSeconds } = reply;
  const waiting = answer.parts.some(({ ticket }) => ticket !== null)
    ? { "retry-after": String(wholeRetrySeconds(estimatedWaitSeconds)) }
    : {};
  return jsonAnswer(answer, {
    status: isAtHand ? 200 : 202,
    headers: { ...quotaHeaders(answer.quota), ...waiting, ...headers },
  });
}

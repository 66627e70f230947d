import { after } from "next/server";
import { z } from "zod";
import { answerSnapshot } from "@/app/api/answer-snapshot";
import { parseSymbol } from "@/lib/contract/symbol";
import { admit } from "@/lib/http/admit";
import { isPassive } from "@/lib/http/passive";
import { readPrefer } from "@/lib/http/prefer";
import { guardPriority, priorityParameter } from "@/lib/http/priority";
import { ProblemError } from "@/lib/http/problem-error";
import { otherMethods, route } from "@/lib/http/route";
import { shutdownSignal } from "@/lib/http/shutdown";
import { runtime } from "@/lib/runtime";

const flag = z.enum(["0", "1"]).optional();
const query = z.object({ cached: flag, refresh: flag, priority: priorityParameter.optional() });

export const maxDuration = 90;

/** The headline of one symbol: fresh from the cache, else through the gate. */
export const GET = route(async ({ request, query }, { symbol: raw }: { symbol: string }) => {
  const { desk, callers, origin } = await runtime();
  const { caller, isNewCookie, headers } = admit(request, { callers, origin });
  const symbol = parseSymbol(raw);
  if (symbol === null) throw new ProblemError("invalid-request", "This is not a ticker symbol.");
  guardPriority(query.priority, "gex");
  if (query.cached === "1" || isPassive(request)) {
    const asked = { resource: "gex", symbol, caller, isNewCookie } as const;
    return answerSnapshot(await desk.readCached(asked), headers);
  }
  const prefer = readPrefer(request.headers);
  const reply = await desk.requestSnapshot({
    ...{ resource: "gex", symbol, caller, isNewCookie },
    force: query.refresh === "1",
    waitMs: prefer.waitSeconds * 1_000,
    signal: () => AbortSignal.any([request.signal, shutdownSignal()]),
    ...(query.priority === undefined ? {} : { priority: query.priority }),
  });
  after(() => desk.idle());
  return answerSnapshot(reply, { ...headers, ...prefer.headers });
}, query);

export const HEAD = GET;
export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET, HEAD");

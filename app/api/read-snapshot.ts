import { after } from "next/server";
import { z } from "zod";
import { answerSnapshot } from "@/app/api/answer-snapshot";
import { parseSymbol } from "@/lib/contract/parse-symbol";
import type { Resource } from "@/lib/contract/resource";
import { type Choice, nameWanted } from "@/lib/contract/wanted";
import { admit } from "@/lib/http/admit";
import { withLeaveSignal } from "@/lib/http/leave-signal";
import { isPassive } from "@/lib/http/passive";
import { readPrefer } from "@/lib/http/prefer";
import { guardPriority, priorityParameter } from "@/lib/http/priority";
import { ProblemError } from "@/lib/http/problem-error";
import type { Ask } from "@/lib/http/route";
import { runtime } from "@/lib/runtime";

const flag = z.enum(["0", "1"]).optional();

/** What every resource of a symbol can be asked with. */
export const snapshotQuery = z.object({
  cached: flag,
  refresh: flag,
  priority: priorityParameter.optional(),
});

/** One resource of one symbol: fresh from the cache, else through the gate. */
export async function readSnapshot(
  { request, query }: Ask<z.output<typeof snapshotQuery> & Choice>,
  resource: Resource,
  rawSymbol: string,
): Promise<Response> {
  const { desk, callers, origin } = await runtime();
  const { caller, isNewCookie, headers } = admit(request, { callers, origin });
  const symbol = parseSymbol(rawSymbol);
  const wanted = symbol === null ? null : nameWanted(resource, symbol, query);
  if (!wanted) throw new ProblemError("invalid-request", "This is not a ticker symbol.");
  guardPriority(query.priority, resource);
  if (query.cached === "1" || isPassive(request)) {
    after(() => desk.flush());
    return answerSnapshot(await desk.readCached({ ...wanted, caller, isNewCookie }), headers);
  }
  const prefer = readPrefer(request.headers);
  const asked = {
    ...wanted,
    caller,
    isNewCookie,
    force: query.refresh === "1",
    waitMs: prefer.waitSeconds * 1_000,
    ...(query.priority === undefined ? {} : { priority: query.priority }),
  };
  const reply = await withLeaveSignal(request, (signal) =>
    desk.requestSnapshot({ ...asked, signal }),
  );
  after(() => desk.idle());
  return answerSnapshot(reply, { ...headers, ...prefer.headers });
}

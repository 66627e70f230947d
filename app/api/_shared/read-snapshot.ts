import { z } from "zod";
import type { CallerContext } from "@/app/api/_shared/caller-context";
import type { Resource } from "@/lib/contract/market/resource";
import type { Choice } from "@/lib/contract/market/wanted";
import { withLeaveSignal } from "@/lib/http/process/leave-signal";
import { isPassive } from "@/lib/http/request/passive";
import { readPrefer } from "@/lib/http/request/prefer";
import { guardPriority, priorityParameter } from "@/lib/http/request/priority";
import { answerSnapshot } from "./answer-snapshot";
import { parseWanted } from "./parse-wanted";

const flag = z.enum(["0", "1"]).optional();

/** The query parameters of every resource. */
export const snapshotQuery = z.object({
  cached: flag,
  refresh: flag,
  priority: priorityParameter.optional(),
});

/** Answers with a resource of a symbol, or with a list: fresh from the cache, else through the gate. */
export async function readSnapshot(
  {
    request,
    query,
    desk,
    caller,
    isNewCookie,
    isCounted,
    isFromCopies,
  }: CallerContext<z.output<typeof snapshotQuery> & Choice>,
  resource: Resource,
  rawName: string,
): Promise<Response> {
  const wanted = parseWanted(resource, rawName, query);
  const priority = guardPriority(query.priority, resource, caller);
  if (query.cached === "1" || isFromCopies || isPassive(request)) {
    return answerSnapshot(await desk.readCached({ ...wanted, caller, isNewCookie, isCounted }));
  }
  const prefer = readPrefer(request.headers);
  const reply = await withLeaveSignal(request, (signal) =>
    desk.requestSnapshot({
      ...wanted,
      caller,
      isNewCookie,
      force: query.refresh === "1",
      waitMs: prefer.waitSeconds * 1_000,
      priority,
      signal,
    }),
  );
  return answerSnapshot(reply, prefer.headers);
}

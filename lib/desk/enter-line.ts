import type { CacheReading } from "@/lib/cache/cache";
import type { Look } from "@/lib/gate/look";
import type { Ask, Entered } from "@/lib/gate/step";
import type { Request } from "./request";

export type EnteredLine =
  | {
      kind: "entered";
      entered: Entered;
      look: Look;
      ask: Ask;
    }
  | { kind: "cooling-down"; retryAfterSeconds: number }
  | { kind: "too-many-unknown"; retryAfterSeconds: number };

/**
 * A place in line. A plain ask enters at once. A forced refresh joins what is already asked for
 * free; only one that would make a new job takes the caller's interval, and gives it back when in
 * the end it made none.
 */
export async function enterLine(request: Request, reading: CacheReading): Promise<EnteredLine> {
  const { desk, caller, budget, force } = request;
  const ask = askOf(request, reading);
  if (!force) {
    const unknown = reading.snapshot
      ? null
      : await budget.spend(desk.callers.mayAskUnknown(caller));
    if (unknown && !unknown.allowed) {
      return { kind: "too-many-unknown", retryAfterSeconds: unknown.retryAfterSeconds };
    }
    return { kind: "entered", ask, ...(await budget.spend(desk.pump.enter(ask))) };
  }
  const joined = await budget.spend(desk.pump.enter({ ...ask, join: true }));
  if (joined.entered.kind !== "absent") return { kind: "entered", ask, ...joined };
  const interval = await budget.spend(desk.callers.takeRefresh(caller));
  if (!interval.allowed) {
    return { kind: "cooling-down", retryAfterSeconds: interval.retryAfterSeconds };
  }
  const made = await budget.spend(desk.pump.enter(ask));
  const { entered } = made;
  const isNew = (entered.kind === "queued" || entered.kind === "running") && entered.new;
  if (!isNew) await budget.spend(desk.callers.giveRefreshBack(caller, interval.takenAt));
  return { kind: "entered", ask, ...made };
}

function askOf({ job, caller, priority, waitMs }: Request, { snapshot }: CacheReading): Ask {
  return {
    key: job.key,
    caller: caller.id,
    priority,
    seen: snapshot ? Date.parse(snapshot.fetchedAt) : 0,
    join: false,
    resume: 0,
    // Whoever has an old copy is answered with it; others wait for a breaker within their wait.
    patience: snapshot ? 0 : waitMs,
  };
}

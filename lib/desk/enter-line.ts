import type { CacheReading } from "@/lib/cache/cache";
import type { Look } from "@/lib/gate/look";
import type { Ask, Entered } from "@/lib/gate/step";
import { holdsLanding } from "./present-snapshot";
import type { Refusal } from "./refusal";
import type { Request } from "./request";

export type EnteredLine =
  | {
      kind: "entered";
      entered: Entered;
      look: Look;
      ask: Ask;
      /** The caller's interval, taken then (store ms) for the job that this made. */
      takenAt?: number;
    }
  | Refusal;

type Entering = Extract<EnteredLine, { kind: "entered" }>;

/**
 * A place in line. A plain ask enters at once. A forced refresh joins what is already asked for
 * free; only one that would make a new job takes the caller's interval, and gives it back when in
 * the end it made none, or the store failed.
 */
export async function enterLine(request: Request, reading: CacheReading): Promise<EnteredLine> {
  const { desk, caller, budget, force } = request;
  const ask = askOf(request, reading);
  if (force) {
    const joined = await enter(request, { ...ask, join: true });
    if (joined.entered.kind !== "absent") return { ...joined, ask };
  }
  const unknown = reading.snapshot
    ? null
    : await budget.spendInTurn(desk.callers.mayAskUnknown(caller));
  if (unknown && !unknown.allowed) return tooManyUnknown(unknown.retryAfterSeconds);
  if (!force) return enter(request, ask);
  const interval = await budget.spendInTurn(desk.callers.takeRefresh(caller));
  if (!interval.allowed) return coolingDown(interval.retryAfterSeconds);
  let isNew = false;
  try {
    const made = await enter(request, ask);
    const { entered } = made;
    isNew = (entered.kind === "queued" || entered.kind === "running") && entered.new;
    return isNew ? { ...made, takenAt: interval.takenAt } : made;
  } finally {
    if (!isNew) await giveBack(request, interval.takenAt);
  }
}

/** Enters; a landing whose copy the store has thrown away since is no answer, and asked for again. */
async function enter({ desk, budget }: Request, ask: Ask): Promise<Entering> {
  const first = await budget.spendInTurn(desk.pump.enter(ask));
  if (first.entered.kind !== "landed") return { kind: "entered", ask, ...first };
  const reading = await budget.spendInTurn(desk.cache.read(ask.key));
  if (holdsLanding(reading, first.entered.at)) return { kind: "entered", ask, ...first };
  const again = { ...ask, seen: first.entered.at };
  return { kind: "entered", ask: again, ...(await budget.spendInTurn(desk.pump.enter(again))) };
}

/** As well as the store lets it: the answer is not withheld for it. */
export async function giveBack({ desk, budget, caller }: Request, takenAt: number): Promise<void> {
  await budget.spendInTurn(desk.callers.giveRefreshBack(caller, takenAt)).catch(() => undefined);
}

function coolingDown(retryAfterSeconds: number): Refusal {
  const detail = "You can refresh again in a moment. Everybody's refreshes share one quota.";
  return { kind: "refused", slug: "cooling-down", detail, retryAfterSeconds };
}

function tooManyUnknown(retryAfterSeconds: number): Refusal {
  const detail = "Too many symbols that do not exist were asked for. Wait a moment.";
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

function askOf({ job, caller, priority, waitMs }: Request, { snapshot }: CacheReading): Ask {
  return {
    key: job.key,
    window: job.window,
    caller: caller.id,
    priority,
    seen: snapshot ? Date.parse(snapshot.fetchedAt) : 0,
    join: false,
    resume: 0,
    // Whoever has an old copy is answered with it; others wait for a breaker within their wait.
    patience: snapshot ? 0 : waitMs,
  };
}

import type { Job } from "@/lib/contract/queue/job";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Ask, Entered } from "@/lib/gate/step";

/** What entering needs of a request, for a snapshot of a page or a reply of the proxy. */
export type QueueRequest = Pick<SnapshotRequest, "caller" | "force" | "waitMs"> & {
  desk: Pick<Services, "callers" | "pump">;
  job: Pick<Job, "key" | "kind" | "charges">;
  priority: number;
  budget: StoreBudget;
  /** Whether the store has a copy that landed at this time (store ms), or later. */
  holds(landedAt: number): Promise<boolean>;
};

/** The gate's reply to a request that reached the queue. */
export type EnteredLine = {
  kind: "entered";
  entered: Entered;
  gateSnapshot: GateSnapshot;
  ask: Ask;
  /** When the caller's refresh interval was taken for the job that this created (store ms). */
  takenAt?: number;
};

export type EnteredQueue = EnteredLine | Refusal;

/**
 * Enters the queue. A plain request enters at once. A forced refresh joins an existing job for
 * free. Only if it would create a job does it take the caller's refresh interval, which is returned
 * when no job was created or the store failed.
 */
export async function enterQueue(
  request: QueueRequest,
  copy: { fetchedAt: number } | null,
): Promise<EnteredQueue> {
  const { desk, caller, budget, force } = request;
  const ask = askOf(request, copy);
  if (force) {
    const joined = await enter(request, { ...ask, joinOnly: true });
    if (joined.entered.kind !== "absent") return { ...joined, ask };
  }
  const unknown = copy ? null : await budget.spendInTurn(desk.callers.mayAskUnknown(caller));
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

/** Enters. A landing whose copy the store has evicted is no answer, so it is requested again. */
async function enter({ desk, budget, holds }: QueueRequest, ask: Ask): Promise<EnteredLine> {
  const first = await budget.spendInTurn(desk.pump.enter(ask));
  if (first.entered.kind !== "landed") return { kind: "entered", ask, ...first };
  if (await holds(first.entered.at)) return { kind: "entered", ask, ...first };
  const again = { ...ask, ifNewerThan: first.entered.at };
  return { kind: "entered", ask: again, ...(await budget.spendInTurn(desk.pump.enter(again))) };
}

/** Returns the refresh interval. A store fault is ignored, since the answer does not depend on it. */
export async function giveBack(
  { desk, budget, caller }: Pick<QueueRequest, "desk" | "budget" | "caller">,
  takenAt: number,
): Promise<void> {
  await budget.spendInTurn(desk.callers.giveRefreshBack(caller, takenAt)).catch(() => undefined);
}

function coolingDown(retryAfterSeconds: number): Refusal {
  const detail = "You can refresh again in a moment. Everyone shares one quota.";
  return { kind: "refused", slug: "cooling-down", detail, retryAfterSeconds };
}

function tooManyUnknown(retryAfterSeconds: number): Refusal {
  const detail = "Too many unknown symbols requested. Wait a moment.";
  return { kind: "refused", slug: "too-many-requests", detail, retryAfterSeconds };
}

function askOf(
  { job, caller, priority, waitMs }: QueueRequest,
  copy: { fetchedAt: number } | null,
): Ask {
  return {
    key: job.key,
    kind: job.kind,
    charges: job.charges,
    caller: caller.id,
    house: caller.house,
    share: caller.share,
    priority,
    ifNewerThan: copy?.fetchedAt ?? 0,
    joinOnly: false,
    issuedAt: 0,
    // With a cached copy, answer at once. Without one, wait for the breaker within `waitMs`.
    maxBreakerWaitMs: copy ? 0 : waitMs,
  };
}

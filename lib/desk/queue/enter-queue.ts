import type { Job } from "@/lib/contract/queue/job";
import type { Refusal } from "@/lib/desk/answer/refusal";
import type { SnapshotRequest } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";
import type { GateSnapshot } from "@/lib/gate/gate-snapshot";
import type { Ask, Entered } from "@/lib/gate/step";
import { needsPermits, takePermits } from "./take-permits";

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
  /** Returns what the caller gave for the job that this created. Never rejects. */
  giveBack?(): Promise<void>;
};

export type EnteredQueue = EnteredLine | Refusal;

/**
 * Enters the queue. A plain request enters at once. A forced refresh, or a request with a key that
 * has a budget, joins an existing job for free. Only if it would create a job does it take the
 * caller's permits, which are returned when no job was created or the store failed.
 */
export async function enterQueue(
  request: QueueRequest,
  copy: { fetchedAt: number } | null,
): Promise<EnteredQueue> {
  const { desk, caller, budget } = request;
  const ask = askOf(request, copy);
  const isLimited = needsPermits(request);
  if (isLimited) {
    const joined = await enter(request, { ...ask, joinOnly: true });
    if (joined.entered.kind !== "absent") return { ...joined, ask };
  }
  const unknown = copy ? null : await budget.spendInTurn(desk.callers.mayAskUnknown(caller));
  if (unknown && !unknown.allowed) return tooManyUnknown(unknown.retryAfterSeconds);
  if (!isLimited) return enter(request, ask);
  const permits = await takePermits(request);
  if (permits.kind === "refused") return permits;
  let isNew = false;
  try {
    const made = await enter(request, ask);
    const { entered } = made;
    isNew = (entered.kind === "queued" || entered.kind === "running") && entered.new;
    return isNew ? { ...made, giveBack: permits.giveBack } : made;
  } finally {
    if (!isNew) await permits.giveBack();
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

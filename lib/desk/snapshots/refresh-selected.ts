import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import { DEFAULT_PRIORITY } from "@/lib/contract/market/resource";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Job } from "@/lib/contract/queue/job";
import { LEAST_URGENT } from "@/lib/contract/queue/priority";
import type { RefreshAnswer } from "@/lib/contract/queue/refresh";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import { countRequest } from "@/lib/desk/answer/count-request";
import { failureRefusal } from "@/lib/desk/answer/failure-refusal";
import {
  holdsLanding,
  isFresh,
  type Presentation,
  presentSnapshot,
} from "@/lib/desk/answer/present-snapshot";
import { quotaOf, readQuotaOrNone } from "@/lib/desk/answer/read-quota";
import { failure, type Refusal } from "@/lib/desk/answer/refusal";
import type { SnapshotJob } from "@/lib/desk/answer/snapshot-job";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { countAsk, countAskFor, countAskOnce, kindOf } from "@/lib/desk/queue/count-ask";
import { enterForSnapshot } from "@/lib/desk/queue/enter-for-snapshot";
import type { EnteredLine } from "@/lib/desk/queue/enter-queue";
import { ticketOf } from "@/lib/desk/queue/ticket-view";
import { longestWait } from "@/lib/desk/queue/wait-seconds";
import type { Entered } from "@/lib/gate/step";
import { StoreFault } from "@/lib/store-fault";

export type RefreshRequest = {
  /** Well formed, all of one resource and options, no symbol twice. */
  wanted: readonly Wanted[];
  caller: Caller;
  isNewCookie: boolean;
  signal(): AbortSignal;
};

/** A row that could not be requested, with the reason. */
type Left = { symbol: string; detail: string };
type Answered = Omit<RefreshAnswer, "rejected" | "duplicates"> & { left: Left[]; quota: Quota };
export type RefreshReply = ({ kind: "refreshed" } & Answered) | Refusal;

/**
 * Refreshes selected symbols: at most one call per symbol, one refresh interval for all, standard
 * lane.
 */
export async function refreshSelected(
  desk: Services,
  asked: RefreshRequest,
): Promise<RefreshReply> {
  const budget = createStoreBudget(desk.clock);
  const flood = await countRequest(desk, asked, budget);
  if (flood) {
    countAskFor(desk, asked, "denied");
    return flood;
  }
  const jobs = asked.wanted.flatMap((wanted) => desk.upstream.jobFor(wanted) ?? []);
  if (jobs.length === 0) return failure("not-offered");
  const readings = await budget.spend(desk.cache.readMany(jobs.map(({ key }) => key)));
  const rows = jobs.map((job, index) => ({ job, reading: readings[index] ?? EMPTY }));
  const due = rows.filter(({ reading }) => !isAnswer(desk, reading));
  for (const { job, reading } of rows) {
    if (isAnswer(desk, reading)) countAsk({ ...asked, ...job, desk }, "hits");
  }
  const entered = await enterAll(desk, asked, due);
  if ("kind" in entered) return entered;
  const quota = await readQuotaOrNone(desk, budget);
  const fresh = rows
    .filter(({ reading }) => isAnswer(desk, reading))
    .flatMap(({ reading: { snapshot, now } }): Snapshot[] =>
      snapshot ? [presentSnapshot(desk, snapshot, now, quota, { source: "cache" })] : [],
    );
  return {
    kind: "refreshed",
    fresh: [...fresh, ...entered.stale],
    tickets: entered.tickets,
    left: entered.left,
    quota,
    cost: entered.cost,
    estimatedWaitSeconds: longestWait(entered.tickets.map((ticket) => ticket.estimatedWaitSeconds)),
  };
}

const EMPTY: CacheReading = { now: 0, snapshot: null, failure: null };

type DueRow = { job: Job; reading: CacheReading };
type EnteredAll = { tickets: Ticket[]; stale: Snapshot[]; left: Left[]; cost: number };

function isAnswer(desk: Pick<Services, "refreshableAt">, { snapshot, now }: CacheReading): boolean {
  return isFresh(snapshot, now) && desk.refreshableAt(snapshot, now) > now;
}

/**
 * Enters the rows. The first one takes the interval, after which the others enter as plain
 * requests. If the store fails after a row entered, the remaining rows are skipped and the answer
 * reports both.
 */
async function enterAll(
  desk: Services,
  asked: RefreshRequest,
  due: DueRow[],
): Promise<EnteredAll | Refusal> {
  const result: EnteredAll = { tickets: [], stale: [], left: [], cost: 0 };
  const isNothing = () => result.tickets.length + result.stale.length + result.left.length === 0;
  let force = true;
  let isDown = false;
  for (const row of due) {
    const leave = ({ detail }: Refusal) => result.left.push({ symbol: row.job.symbol, detail });
    if (isDown) {
      countAsk({ ...asked, ...row.job, desk }, "denied");
      leave(failure("store-unavailable"));
      continue;
    }
    try {
      const { refused, isEntered, isNew } = await enterRow(desk, { ...asked, force }, row, result);
      if (isNew) force = false;
      if (!refused) continue;
      // Nothing accepted yet: answer with the refusal itself if it applies to all rows, or if there
      // is only one.
      if (isNothing() && (!isEntered || due.length === 1)) return refused;
      leave(refused);
    } catch (error) {
      if (!(error instanceof StoreFault) || isNothing()) throw error;
      isDown = true;
      leave(failure("store-unavailable"));
    }
  }
  return result;
}

/** Enters one row and adds the outcome to `result`. Rejects with StoreFault. */
async function enterRow(
  desk: Services,
  asked: RefreshRequest & { force: boolean },
  { job, reading }: DueRow,
  result: EnteredAll,
): Promise<{ refused: Refusal | null; isEntered: boolean; isNew: boolean }> {
  const usual = Math.min(LEAST_URGENT.standard, DEFAULT_PRIORITY[job.resource]);
  const request: SnapshotJob = {
    ...asked,
    ...job,
    desk,
    job,
    waitMs: 0,
    // A key may allow less than the usual priority.
    priority: Math.max(usual, asked.caller.key?.priority ?? usual),
    budget: createStoreBudget(desk.clock),
  };
  const note = countAskOnce(request);
  try {
    const line = await enterForSnapshot(request, reading);
    note(kindOf(line, reading));
    if (line.kind === "refused") return { refused: line, isEntered: false, isNew: false };
    const refused = await take(request, reading, line, result);
    return { refused, isEntered: true, isNew: isNewJob(line.entered) };
  } catch (error) {
    note("denied");
    throw error;
  }
}

function isNewJob(entered: Entered): boolean {
  return (entered.kind === "queued" || entered.kind === "running") && entered.new;
}

/** Adds the outcome of one row. Returns the refusal if there was no outcome. */
async function take(
  request: SnapshotJob,
  reading: CacheReading,
  { entered, gateSnapshot }: EnteredLine,
  result: EnteredAll,
): Promise<Refusal | null> {
  const { desk, job, budget } = request;
  const show = ({ snapshot, now }: CacheReading, presentation: Presentation) => {
    if (snapshot)
      result.stale.push(
        presentSnapshot(desk, snapshot, now, quotaOf(desk, gateSnapshot), presentation),
      );
    return snapshot !== null;
  };
  switch (entered.kind) {
    case "queued":
    case "running":
      result.tickets.push(ticketOf(request, reading, entered));
      if (entered.new) result.cost += 1;
      return null;
    case "landed": {
      const landing = await budget.spendInTurn(desk.cache.read(job.key));
      return holdsLanding(landing, entered.at) && show(landing, { source: "cache" })
        ? null
        : failureRefusal(desk, job, "store-unavailable");
    }
    case "open":
      return show(reading, { source: "stale", staleReason: "breaker-open" })
        ? null
        : failure("breaker-open", entered.untilAt - gateSnapshot.now);
    case "negative":
      return show(reading, { source: "stale", staleReason: "upstream-error" })
        ? null
        : failure(entered.problem, entered.untilAt - gateSnapshot.now);
    case "refused":
      return failure("queue-full", Math.max(1_000, gateSnapshot.nextSlotAt - gateSnapshot.now));
    case "absent":
    case "expired":
      return failure("internal");
    default:
      return entered satisfies never;
  }
}

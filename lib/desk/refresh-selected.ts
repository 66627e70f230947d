import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import type { Job } from "@/lib/contract/job";
import { LEAST_URGENT } from "@/lib/contract/priority";
import type { Quota } from "@/lib/contract/quota";
import type { RefreshAnswer } from "@/lib/contract/refresh";
import { DEFAULT_PRIORITY } from "@/lib/contract/resource";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { Ticket } from "@/lib/contract/ticket";
import type { Wanted } from "@/lib/contract/wanted";
import type { Entered } from "@/lib/gate/step";
import { type EnteredLine, enterLine } from "./enter-line";
import { failureHeard } from "./failure-heard";
import { kindOf, noteAsk, noteAskFor } from "./note-ask";
import type { DeskParts } from "./parts";
import { holdsLanding, isFresh, type Presentation, presentSnapshot } from "./present-snapshot";
import { quotaOf, readQuota } from "./read-quota";
import { failure, type Refusal, tooManyRequests } from "./refusal";
import type { Request } from "./request";
import { createStoreBudget } from "./store-budget";
import { ticketOf } from "./ticket-view";

export type RefreshRequest = {
  /** Well formed, all of one resource and choice, no symbol twice. */
  wanted: readonly Wanted[];
  caller: Caller;
  isNewCookie: boolean;
  signal(): AbortSignal;
};

/** Rows that could not be asked for, with the reason. */
type Left = { symbol: string; detail: string };
type Answered = Omit<RefreshAnswer, "rejected" | "duplicates"> & { left: Left[]; quota: Quota };
export type RefreshReply = ({ kind: "refreshed" } & Answered) | Refusal;

/** Refresh selected: at most one call a symbol, one interval for all of them, standard lane. */
export async function refreshSelected(
  desk: DeskParts,
  asked: RefreshRequest,
): Promise<RefreshReply> {
  const budget = createStoreBudget(desk.clock);
  const flood = await budget.spendInTurn(
    desk.callers.countRequest(asked.caller, asked.isNewCookie),
  );
  if (!flood.allowed) {
    noteAskFor(desk, asked, "denied");
    return tooManyRequests(flood.retryAfterSeconds);
  }
  const jobs = asked.wanted.flatMap((wanted) => desk.upstream.jobFor(wanted) ?? []);
  if (jobs.length === 0) return failure("not-offered");
  const readings = await budget.spend(desk.cache.readMany(jobs.map(({ key }) => key)));
  const rows = jobs.map((job, index) => ({ job, reading: readings[index] ?? EMPTY }));
  const due = rows.filter(({ reading }) => !isAnswer(desk, reading));
  for (const { job, reading } of rows) {
    if (isAnswer(desk, reading)) noteAsk({ ...asked, ...job, desk }, "hits");
  }
  const entered = await enterAll(desk, asked, due);
  if ("kind" in entered) return entered;
  const quota = await budget.spendInTurn(readQuota(desk));
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
    estimatedWaitSeconds: Math.max(
      0,
      ...entered.tickets.map((ticket) => ticket.estimatedWaitSeconds),
    ),
  };
}

const EMPTY: CacheReading = { now: 0, snapshot: null, failure: null };

type InLine = Extract<EnteredLine, { kind: "entered" }>;
type DueRow = { job: Job; reading: CacheReading };
type EnteredAll = { tickets: Ticket[]; stale: Snapshot[]; left: Left[]; cost: number };

function isAnswer(desk: DeskParts, { snapshot, now }: CacheReading): boolean {
  return isFresh(snapshot, now) && desk.refreshableAt(snapshot) > now;
}

/** The first row pays the interval; with it paid, the others enter as plain asks. */
async function enterAll(
  desk: DeskParts,
  asked: RefreshRequest,
  due: DueRow[],
): Promise<EnteredAll | Refusal> {
  const result: EnteredAll = { tickets: [], stale: [], left: [], cost: 0 };
  let force = true;
  for (const { job, reading } of due) {
    const request: Request = {
      ...asked,
      ...job,
      desk,
      job,
      force,
      waitMs: 0,
      priority: Math.min(LEAST_URGENT.standard, DEFAULT_PRIORITY[job.resource]),
      budget: createStoreBudget(desk.clock),
    };
    const line = await enterLine(request, reading);
    noteAsk(request, kindOf(line, reading));
    const refused = line.kind === "refused" ? line : await take(request, reading, line, result);
    if (line.kind === "entered" && isNewJob(line.entered)) force = false;
    if (!refused) continue;
    // Before anything came of it the refusal is the answer: for all when nobody may ask again yet,
    // else for the only one.
    const isNothing = result.tickets.length + result.stale.length + result.left.length === 0;
    if (isNothing && (line.kind === "refused" || due.length === 1)) return refused;
    result.left.push({ symbol: job.symbol, detail: refused.detail });
  }
  return result;
}

function isNewJob(entered: Entered): boolean {
  return (entered.kind === "queued" || entered.kind === "running") && entered.new;
}

/** Adds what an ask came to; what came to nothing comes back with its reason. */
async function take(
  request: Request,
  reading: CacheReading,
  { entered, look }: InLine,
  result: EnteredAll,
): Promise<Refusal | null> {
  const { desk, job, budget } = request;
  const show = ({ snapshot, now }: CacheReading, presentation: Presentation) => {
    if (snapshot)
      result.stale.push(presentSnapshot(desk, snapshot, now, quotaOf(desk, look), presentation));
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
        : failureHeard(desk, job, "store-unavailable");
    }
    case "open":
      return show(reading, { source: "stale", staleReason: "breaker-open" })
        ? null
        : failure("breaker-open", entered.untilAt - look.now);
    case "negative":
      return show(reading, { source: "stale", staleReason: "upstream-error" })
        ? null
        : failure(entered.problem, entered.untilAt - look.now);
    case "refused":
      return failure("queue-full", Math.max(1_000, look.nextSlotAt - look.now));
    case "absent":
    case "expired":
      return failure("internal");
    default:
      return entered satisfies never;
  }
}

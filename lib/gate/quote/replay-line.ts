import type { WindowName } from "@/lib/contract/quota/quota";
import type { Charge } from "@/lib/contract/quota/quota-window";
import { costOf } from "@/lib/contract/quota/window-use";
import type { Summary, SummaryRow } from "@/lib/gate/reply/summary";
import { createReplayedShares } from "./replay-shares";
import { createReplayedWindows } from "./replay-windows";

/** The third lane: priorities 7 to 10. */
const BATCH = 3;

/** Jobs that may be granted by the same rule at the same time. */
type Queue = {
  charges: readonly Charge[];
  isBatch: boolean;
  /** The house whose share may cover them, by place. Null: none. */
  house: number | null;
  /** How many are not granted yet. */
  left: number;
  byRank: SummaryRow[];
  byScore: SummaryRow[];
};

/**
 * A job that could be the next, when, whether as a batch job that is overdue, and whether a share
 * covers it then.
 */
type Candidate = {
  queue: Queue;
  row: SummaryRow;
  at: number;
  isOverdue: boolean;
  isCovered: boolean;
};

/** The part of the replay that all queues share. */
type Replay = {
  windows: ReturnType<typeof createReplayedWindows>;
  shares: ReturnType<typeof createReplayedShares>;
  queues: Queue[];
  gone: Set<SummaryRow>;
  main: WindowName;
};

/**
 * Returns the queue in the order of its future grants, each with its time (store ms). Jobs that no
 * awake instance can make come last, at an unknown time (Infinity).
 */
export function replayLine(summary: Summary, now: number): { row: SummaryRow; at: number }[] {
  const stuck = summary.line
    .filter(({ hasMaker }) => !hasMaker)
    .toSorted((one, other) => one.rank - other.rank || one.job - other.job)
    .map((row) => ({ row, at: Number.POSITIVE_INFINITY }));
  return [...replayMade(summary, now), ...stuck];
}

function replayMade(summary: Summary, now: number): { row: SummaryRow; at: number }[] {
  const windows = createReplayedWindows(summary, now);
  const shares = createReplayedShares(summary);
  const made = summary.line.filter(({ hasMaker }) => hasMaker);
  const queues = queuesOf(made, shares.houseOf);
  const gone = new Set<SummaryRow>();
  const replay: Replay = { windows, shares, queues, gone, main: summary.main };
  const granted: { row: SummaryRow; at: number }[] = [];
  for (;;) {
    let next: Candidate | null = null;
    for (const queue of queues) {
      const candidate = headOf(queue, replay);
      if (candidate && (!next || goesBefore(candidate, next))) next = candidate;
    }
    if (!next) return granted;
    const { queue, row, at, isOverdue } = next;
    gone.add(row);
    queue.left -= 1;
    shares.grant(queue.house, queue.charges, at);
    granted.push({ row, at });
    windows.grant(
      queue.charges,
      at,
      queue.isBatch ? (isOverdue ? "overdue" : "paced") : "ordinary",
    );
  }
}

function queuesOf(line: SummaryRow[], houseOf: (job: number) => number | null): Queue[] {
  const queues = new Map<string, SummaryRow[]>();
  for (const row of line) {
    const charged = row.charges.map(({ window, cost }) => `${window} ${cost}`);
    const name = `${charged.join(" ")} ${row.lane === BATCH} ${houseOf(row.job)}`;
    const rows = queues.get(name);
    if (rows) rows.push(row);
    else queues.set(name, [row]);
  }
  // The soonest job is last, because granted jobs are popped.
  return [...queues.values()].map((rows) => ({
    charges: rows[0]?.charges ?? [],
    isBatch: rows[0]?.lane === BATCH,
    house: houseOf(rows[0]?.job ?? 0),
    left: rows.length,
    byRank: rows.toSorted((one, other) => other.rank - one.rank || other.job - one.job),
    byScore: rows.toSorted((one, other) => other.score - one.score || other.job - one.job),
  }));
}

function headOf(queue: Queue, replay: Replay): Candidate | null {
  const { windows, shares, gone } = replay;
  const { charges, house, isBatch } = queue;
  const ranked = lastLeft(queue.byRank, gone);
  const due = lastLeft(queue.byScore, gone);
  if (!ranked || !due) return null;
  const { ordinary, paced, overdue } = windows.legalAt(charges);
  const isExempt =
    isBatch && shares.covers(house, charges, ordinary) && areSlotsWanted(replay, ordinary);
  const exemptAt = isExempt ? ordinary : Math.max(overdue, due.score);
  const isOverdue = isBatch && exemptAt < paced;
  const at = isBatch ? Math.min(paced, exemptAt) : ordinary;
  const row = (isOverdue && !isExempt) || isDueAt(due, at) ? due : ranked;
  return { queue, row, at, isOverdue, isCovered: shares.covers(house, charges, at) };
}

/** Whether the waiting jobs of other lanes than batch will use every slot that is free then. */
function areSlotsWanted({ windows, queues, main }: Replay, at: number): boolean {
  let wanted = 0;
  for (const { isBatch, left, charges } of queues) {
    if (!isBatch && left > 0 && windows.legalAt(charges).ordinary <= at) {
      wanted += left * costOf(charges, main);
    }
  }
  return wanted > windows.freeAt(at);
}

function lastLeft(rows: SummaryRow[], gone: Set<SummaryRow>): SummaryRow | undefined {
  while (rows.length > 0) {
    const last = rows.at(-1);
    if (last && !gone.has(last)) return last;
    rows.pop();
  }
  return undefined;
}

/** Whether a job is due at a time. While the time of its call is unknown, only its rank counts. */
const isDueAt = ({ score }: SummaryRow, at: number) => Number.isFinite(at) && score <= at;

/**
 * The job that may go sooner is first. At the same time, jobs that a share covers are first. Then
 * due jobs go by score, then the others by rank.
 */
function goesBefore(one: Candidate, other: Candidate): boolean {
  if (one.at !== other.at) return one.at < other.at;
  if (one.isCovered !== other.isCovered) return one.isCovered;
  const [isDue, otherIsDue] = [isDueAt(one.row, one.at), isDueAt(other.row, one.at)];
  if (isDue !== otherIsDue) return isDue;
  const by = isDue ? "score" : "rank";
  return (
    one.row[by] < other.row[by] || (one.row[by] === other.row[by] && one.row.job < other.row.job)
  );
}

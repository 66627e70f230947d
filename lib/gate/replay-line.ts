import type { WindowName } from "@/lib/contract/quota";
import { createReplayedWindows } from "./replay-windows";
import type { LineRow, Summary } from "./summary";

/** The third lane: 7 to 10. */
const BATCH = 3;

/** Jobs that may go by the same rule at the same moment. */
type Queue = { window: WindowName; isBatch: boolean; byRank: LineRow[]; byScore: LineRow[] };

/** A job that could be the next, when, and whether as a batch job that is overdue. */
type Candidate = { queue: Queue; row: LineRow; at: number; isOverdue: boolean };

/** The line in the order in which its jobs will be granted, each with its moment (store ms). */
export function replayLine(summary: Summary, now: number): { row: LineRow; at: number }[] {
  const windows = createReplayedWindows(summary, now);
  const queues = queuesOf(summary.line);
  const gone = new Set<LineRow>();
  const granted: { row: LineRow; at: number }[] = [];
  for (;;) {
    let next: Candidate | null = null;
    for (const queue of queues) {
      const candidate = headOf(queue, windows, gone);
      if (candidate && (!next || goesBefore(candidate, next))) next = candidate;
    }
    if (!next) return granted;
    const { queue, row, at, isOverdue } = next;
    gone.add(row);
    granted.push({ row, at });
    windows.grant(queue.window, at, queue.isBatch ? (isOverdue ? "overdue" : "paced") : "ordinary");
  }
}

function queuesOf(line: LineRow[]): Queue[] {
  const queues = new Map<string, LineRow[]>();
  for (const row of line) {
    const name = `${row.window} ${row.lane === BATCH}`;
    const rows = queues.get(name);
    if (rows) rows.push(row);
    else queues.set(name, [row]);
  }
  // Soonest last: what has gone is popped.
  return [...queues.values()].map((rows) => ({
    window: rows[0]?.window ?? "account",
    isBatch: rows[0]?.lane === BATCH,
    byRank: rows.toSorted((one, other) => other.rank - one.rank || other.job - one.job),
    byScore: rows.toSorted((one, other) => other.score - one.score || other.job - one.job),
  }));
}

function headOf(
  queue: Queue,
  windows: ReturnType<typeof createReplayedWindows>,
  gone: Set<LineRow>,
): Candidate | null {
  const ranked = lastLeft(queue.byRank, gone);
  const due = lastLeft(queue.byScore, gone);
  if (!ranked || !due) return null;
  const { ordinary, paced, overdue } = windows.legalAt(queue.window);
  const exemptAt = Math.max(overdue, due.score);
  const isOverdue = queue.isBatch && exemptAt < paced;
  const at = queue.isBatch ? Math.min(paced, exemptAt) : ordinary;
  return { queue, row: isOverdue || due.score <= at ? due : ranked, at, isOverdue };
}

function lastLeft(rows: LineRow[], gone: Set<LineRow>): LineRow | undefined {
  while (rows.length > 0) {
    const last = rows.at(-1);
    if (last && !gone.has(last)) return last;
    rows.pop();
  }
  return undefined;
}

/** Whoever may go sooner; of those that may at once, what is due by score, the rest by rank. */
function goesBefore(one: Candidate, other: Candidate): boolean {
  if (one.at !== other.at) return one.at < other.at;
  const [isDue, otherIsDue] = [one.row.score <= one.at, other.row.score <= one.at];
  if (isDue !== otherIsDue) return isDue;
  const by = isDue ? "score" : "rank";
  return (
    one.row[by] < other.row[by] || (one.row[by] === other.row[by] && one.row.job < other.row.job)
  );
}

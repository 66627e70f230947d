import { momentAfter } from "@/lib/client/time/moment-after";
import type { Scan, ScanRow, ScanSummary } from "@/lib/contract/scan/scan";
import type { ScanEvent } from "@/lib/contract/scan/scan-events";

/** A scan in this tab: the scan as it was read, plus every event since. */
export type ScanView = {
  summary: ScanSummary;
  /** In request order: a row's position is its index plus one. */
  rows: readonly ScanRow[];
  /** Positions of the rows that ended, in the order of their ends. */
  ended: readonly number[];
  /** When rows ended while this tab watched (server time, ms), by position. */
  endedAt: ReadonlyMap<number, number>;
  /** When the last row is expected to end (server time, ms); null: unknown. */
  endsAt: number | null;
  /** The stream continues after this event. */
  lastEventId: string;
};

/** `now`: server time, ms. */
export function viewOfScan(scan: Scan, now: number): ScanView {
  const { rows, lastEventId, quota: _quota, ...summary } = scan;
  return {
    summary,
    rows,
    ended: orderOfEnds(rows),
    endedAt: new Map(),
    endsAt: momentAfter(now, summary.estimatedWaitSeconds),
    lastEventId,
  };
}

/** A scan as read has no end times. Order: answers by fetch time, failures last. */
function orderOfEnds(rows: readonly ScanRow[]): number[] {
  const completed = rows.flatMap((row) => (row.state === "completed" ? [row] : []));
  const failed = rows.flatMap((row) => (row.state === "failed" ? [row.position] : []));
  return [
    ...completed
      .toSorted((one, other) => fetched(one.snapshot) - fetched(other.snapshot))
      .map(({ position }) => position),
    ...failed,
  ];
}

const fetched = ({ fetchedAt }: { fetchedAt: string }) => Date.parse(fetchedAt);

/** Applies one event. Applying it twice changes nothing. */
export function scanAfter(view: ScanView, event: ScanEvent, now: number): ScanView {
  const next = { ...view, lastEventId: event.id };
  switch (event.event) {
    case "created":
      return next;
    case "queued":
      return withRow(next, { ...rowOf(event.data), state: "running" }, now);
    case "completed": {
      const { quota: _quota, ...snapshot } = event.data.snapshot;
      return withRow(next, { ...rowOf(event.data), state: "completed", snapshot }, now);
    }
    case "failed":
      return withRow(
        next,
        { ...rowOf(event.data), state: "failed", problem: event.data.problem },
        now,
      );
    case "progress":
      return withSummary(next, event.data, now);
    case "paused":
      return inRest(withSummary(next, { ...event.data, state: "paused", place: null }, now));
    case "resumed":
      return withSummary(
        withoutEnd(next, event.data.retried),
        { ...tally(event.data), state: "running" },
        now,
      );
    case "end":
      return withSummary(
        next,
        { ...event.data, state: "ended", place: null, estimatedWaitSeconds: 0 },
        now,
      );
    case "reset":
      return viewOfScan(event.data, now);
    default:
      return event satisfies never;
  }
}

/** Applies what an act or event reports about the whole scan. */
export function withSummary(view: ScanView, changes: Partial<ScanSummary>, now: number): ScanView {
  const { estimatedWaitSeconds } = changes;
  const endsAt =
    estimatedWaitSeconds === undefined ? view.endsAt : momentAfter(now, estimatedWaitSeconds);
  return { ...view, summary: { ...view.summary, ...changes }, endsAt };
}

const rowOf = ({ symbol, position }: { symbol: string; position: number }) => ({
  symbol,
  position,
});

const tally = ({ done, failed, total }: { done: number; failed: number; total: number }) => ({
  done,
  failed,
  total,
});

const hasEnded = ({ state }: ScanRow) => state === "completed" || state === "failed";

/** An ended row stays ended until it is retried. */
function withRow(view: ScanView, row: ScanRow, now: number): ScanView {
  const before = view.rows[row.position - 1];
  if (before === undefined || hasEnded(before)) return view;
  const rows = view.rows.with(row.position - 1, row);
  if (!hasEnded(row)) return { ...view, rows };
  return {
    ...counted(view, rows),
    ended: [...view.ended, row.position],
    endedAt: new Map(view.endedAt).set(row.position, now),
  };
}

/** The tally follows the rows, so that no number waits for the next `progress`. */
function counted(view: ScanView, rows: readonly ScanRow[]): ScanView {
  const done = rows.filter(({ state }) => state === "completed").length;
  const failed = rows.filter(({ state }) => state === "failed").length;
  return { ...view, rows, summary: { ...view.summary, done, failed } };
}

/** A paused scan has no queued rows. Calls in flight still report their end. */
function inRest(view: ScanView): ScanView {
  return { ...view, rows: view.rows.map((row) => (hasEnded(row) ? row : waiting(row))) };
}

function withoutEnd(view: ScanView, symbols: readonly string[]): ScanView {
  const again = new Set(symbols);
  const rows = view.rows.map((row) => (again.has(row.symbol) ? waiting(row) : row));
  const isOpen = (position: number) => rows[position - 1]?.state === "waiting";
  return { ...view, rows, ended: view.ended.filter((position) => !isOpen(position)) };
}

function waiting({ symbol, position }: ScanRow): ScanRow {
  return { symbol, position, state: "waiting" };
}

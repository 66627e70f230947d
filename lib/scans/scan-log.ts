import { z } from "zod";
import { type SymbolWanted, symbolWantedSchema } from "@/lib/contract/market/wanted";
import type { Problem } from "@/lib/contract/problem";
import { prioritySchema } from "@/lib/contract/queue/priority";
import type { StoredSymbolSnapshot } from "@/lib/contract/snapshot/snapshot";
import { scanPolicy } from "@/lib/policy";
import { rowKilobytesOf } from "./row-size";
import { decodeEvent, type StoredEvent, tagOf } from "./stored-event";

/** A scan's request. It never changes. */
export const storedRequestSchema = z.object({
  caller: z.string(),
  /** The caller's house. Older scans have none; then it is the caller alone. */
  house: z.string().optional(),
  /** The house's share of each window. */
  share: z.int().nonnegative().optional(),
  /** For a first request without a cookie: the id in the cookie of its answer. */
  offered: z.string().optional(),
  priority: prioritySchema,
  wanted: z.array(symbolWantedSchema).min(1),
});
export type ScanRequest = z.infer<typeof storedRequestSchema>;

/** A row's state. */
export type RowStanding =
  | { state: "waiting" | "running" }
  | { state: "completed"; snapshot: StoredSymbolSnapshot; source: "upstream" | "cache" }
  | { state: "failed"; problem: Problem };

/**
 * A scan as one process knows it from its events. The store's list is authoritative. This copy is
 * complete enough to restore the list if the store loses it.
 */
export type ScanLog = {
  id: string;
  request: ScanRequest;
  /** Store ms. */
  createdAt: number;
  lookedAt: number;
  state: "running" | "paused" | "ended";
  rows: RowStanding[];
  /** The list's lines as stored, and the event of each; null: another version's event. */
  lines: string[];
  events: (StoredEvent | null)[];
  /** Row counts now, and after each event, so that replaying the log needs no recount. */
  tally: RowTally;
  tallies: RowTally[];
  /** Incremented when the known events turned out not to be the store's. */
  epoch: number;
};

type Beginning = Pick<ScanLog, "id" | "request" | "createdAt" | "lookedAt">;

export function beginScanLog(beginning: Beginning): ScanLog {
  const rows = beginning.request.wanted.map((): RowStanding => ({ state: "waiting" }));
  const tally = { done: 0, failed: 0, total: rows.length };
  const nothingYet = { lines: [], events: [], tally, tallies: [] };
  return { ...beginning, state: "running", rows, ...nothingYet, epoch: 0 };
}

export function extendScanLog(log: ScanLog, lines: readonly string[]): void {
  for (const line of lines) {
    const event = decodeEvent(line);
    log.lines.push(line);
    log.events.push(event);
    if (event) apply(log, event);
    log.tallies.push(log.tally);
  }
}

/** Replaces the whole log: the known lines were not the store's. */
export function rewriteScanLog(log: ScanLog, lines: readonly string[]): void {
  const { epoch } = log;
  Object.assign(log, beginScanLog(log), { epoch: epoch + 1 });
  extendScanLog(log, lines);
}

function apply(log: ScanLog, event: StoredEvent): void {
  const put = (row: number, standing: RowStanding) => {
    const before = log.rows[row - 1];
    if (!before) return;
    log.rows[row - 1] = standing;
    if (before.state !== standing.state) log.tally = moved(log.tally, before, standing);
  };
  switch (event.event) {
    case "queued":
      put(event.row, { state: "running" });
      break;
    case "completed": {
      const { snapshot, source } = event;
      put(event.row, { state: "completed", snapshot, source });
      break;
    }
    case "failed":
      put(event.row, { state: "failed", problem: event.problem });
      break;
    case "paused":
      log.state = "paused";
      log.rows = log.rows.map((row) => (row.state === "running" ? { state: "waiting" } : row));
      break;
    case "resumed":
      log.state = "running";
      for (const row of event.retried) put(row, { state: "waiting" });
      break;
    case "end":
      log.state = "ended";
      break;
    default:
      event satisfies never;
  }
}

const LETTERS = { waiting: "w", running: "q", completed: "c", failed: "f" } as const;

/** One letter per row, as the scripts store them. */
export function lettersOf({ rows }: Pick<ScanLog, "rows">): string {
  return rows.map(({ state }) => LETTERS[state]).join("");
}

/** How many events to read at once, however large they are. */
export function pieceOf({ request }: { request: { wanted: readonly SymbolWanted[] } }): number {
  const largest = Math.max(...request.wanted.map(rowKilobytesOf));
  return Math.floor(scanPolicy.pieceKilobytes / largest);
}

/** The largest size of all rows, KB. */
export function kilobytesOf({ wanted }: Pick<ScanRequest, "wanted">): number {
  return wanted.reduce((sum, one) => sum + rowKilobytesOf(one), 0);
}

export type RowTally = { done: number; failed: number; total: number };

function moved(tally: RowTally, from: RowStanding, to: RowStanding): RowTally {
  const change = (state: RowStanding["state"]) =>
    Number(to.state === state) - Number(from.state === state);
  const { done, failed, total } = tally;
  return { done: done + change("completed"), failed: failed + change("failed"), total };
}

export function tallyLetters(letters: string): RowTally {
  const count = (letter: string) => letters.split(letter).length - 1;
  return { done: count(LETTERS.completed), failed: count(LETTERS.failed), total: letters.length };
}

/**
 * The id of the event at an index (0: before the first). Includes the tag of the request that wrote
 * it.
 */
export function eventIdAt({ lines }: Pick<ScanLog, "lines">, length: number): string {
  const line = lines[length - 1];
  return line === undefined ? "0" : `${length}-${tagOf(line)}`;
}

/**
 * Returns how many events an id covers; null: not an id of this log. A suffix `.n` counts unstored
 * events.
 */
export function findEvent(log: Pick<ScanLog, "lines">, id: string): number | null {
  const [, name = "", length = ""] = /^((\d{1,7})(?:-[\w-]{8})?)(?:\.\d{1,7})?$/.exec(id) ?? [];
  const place = Number(length);
  return name !== "" && place <= log.lines.length && eventIdAt(log, place) === name ? place : null;
}

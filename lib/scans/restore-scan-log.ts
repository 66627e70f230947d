import { storePolicy } from "@/lib/policy";
import type { StoreCommands } from "@/lib/redis/store";
import { restoreScanScript } from "./restore-scan.lua";
import {
  beginScanLog,
  extendScanLog,
  kilobytesOf,
  lettersOf,
  pieceOf,
  rewriteScanLog,
  type ScanLog,
} from "./scan-log";
import type { RowEvent } from "./stored-event";

/** `names`: the scan's keys, in the order of the scripts. */
export type ScanStore = { store: StoreCommands; names: string[] };

/**
 * Restores a scan that the store lost or that differs from `log`. Lost events are written from the
 * log. If other events were written meanwhile, they win and the epoch is incremented: readers of
 * the old events must read everything again. Returns the row ends that only the old events had, to
 * be written again.
 */
export async function restoreScanLog(place: ScanStore, log: ScanLog): Promise<RowEvent[]> {
  const kept = await readLines(place, log);
  const isPart = kept.every((line, index) => line === log.lines[index]);
  const ends = isPart ? [] : log.events.filter((event) => event !== null && "row" in event);
  if (!isPart) rewriteScanLog(log, kept);
  const size = pieceOf(log);
  const until = beginScanLog(log);
  extendScanLog(until, kept);
  do {
    const from = until.lines.length;
    extendScanLog(until, log.lines.slice(from, from + size));
    if (!(await writePiece(place, until, from))) break;
  } while (until.lines.length < log.lines.length);
  return ends.filter(({ event, row }) => event !== "queued" && isOpen(log, row));
}

function isOpen({ rows }: ScanLog, row: number): boolean {
  const state = rows[row - 1]?.state;
  return state === "waiting" || state === "running";
}

async function readLines({ store, names }: ScanStore, log: ScanLog): Promise<string[]> {
  const size = pieceOf(log);
  const lines: string[] = [];
  for (;;) {
    const some = await store.redis.lrange(names[1] ?? "", lines.length, lines.length + size - 1);
    lines.push(...some);
    if (some.length < size) return lines;
  }
}

/**
 * Writes the log's events after the first `from`, which the store has. False: the store has other
 * events now.
 */
async function writePiece({ store, names }: ScanStore, log: ScanLog, from: number) {
  const { id, request, createdAt, lines } = log;
  const argument = {
    id,
    order: JSON.stringify(request),
    createdAt,
    rows: lettersOf(log),
    state: log.state,
    kilobytes: kilobytesOf(request),
    length: from,
    last: lines[from - 1] ?? "",
  };
  const words = [JSON.stringify(argument), ...lines.slice(from)];
  const budget = storePolicy.requestBudgetMs;
  return (await store.run(restoreScanScript, names, words, budget)) === "restored";
}

import { randomUUID } from "node:crypto";
import { PROBLEMS, type Problem } from "@/lib/contract/problem";
import { scanPolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import type { ScanStore } from "./restore-scan-log";
import type { ScanLog } from "./scan-log";
import type { ScanWish, Synced } from "./scans";
import type { RowEvent } from "./stored-event";
import { syncScanLog } from "./sync-scan-log";

/**
 * Writes `wish` in requests of at most `scanPolicy.pieceKilobytes`. If the store refuses one for
 * its size, smaller ones follow. A single row that is refused ends with that reason, since a repeat
 * would be refused too.
 */
export async function syncInPieces(
  place: ScanStore,
  log: ScanLog,
  wish: ScanWish,
): Promise<Synced> {
  const [first = [], ...rest] = inPieces(wish.changes);
  let synced = await syncPiece(place, log, { ...wish, changes: first });
  for (const changes of rest) {
    if (synced.kind === "deleted") return synced;
    const { refused } = synced;
    synced = await syncPiece(place, log, { changes, isLooked: false });
    if (synced.kind === "synced") synced = { ...synced, refused: refused ?? synced.refused };
  }
  return synced;
}

async function syncPiece(place: ScanStore, log: ScanLog, wish: ScanWish): Promise<Synced> {
  try {
    return await syncScanLog(place, log, wish);
  } catch (fault) {
    const isTooLarge = fault instanceof StoreFault && fault.tooLarge;
    if (!isTooLarge || wish.changes.every(({ event }) => event !== "completed")) throw fault;
    return syncSmaller(place, log, wish);
  }
}

async function syncSmaller(place: ScanStore, log: ScanLog, wish: ScanWish): Promise<Synced> {
  const { changes } = wish;
  const [only] = changes;
  if (only && changes.length === 1) {
    const failed = { event: "failed", row: only.row, problem: tooLarge() } as const;
    return syncPiece(place, log, { ...wish, changes: [failed] });
  }
  const half = Math.ceil(changes.length / 2);
  const synced = await syncPiece(place, log, { ...wish, changes: changes.slice(0, half) });
  if (synced.kind === "deleted") return synced;
  const rest = await syncPiece(place, log, { changes: changes.slice(half), isLooked: false });
  return rest.kind === "deleted" ? rest : { ...rest, refused: synced.refused ?? rest.refused };
}

function inPieces(changes: readonly RowEvent[]): RowEvent[][] {
  const pieces: RowEvent[][] = [];
  let left = 0;
  for (const change of changes) {
    const size = JSON.stringify(change).length;
    const piece = pieces.at(-1);
    if (piece && size <= left) piece.push(change);
    else {
      pieces.push([change]);
      left = scanPolicy.pieceKilobytes * 1_024;
    }
    left -= size;
  }
  return pieces;
}

function tooLarge(): Problem {
  const { status, title } = PROBLEMS["store-unavailable"];
  const detail = "The result is too large for the store. Scan a shorter history.";
  const instance = `urn:uuid:${randomUUID()}`;
  return { type: "/problems/store-unavailable", title, status, detail, instance };
}

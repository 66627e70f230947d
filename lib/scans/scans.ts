import type { SymbolWanted } from "@/lib/contract/market/wanted";
import type { RowTally, ScanLog, ScanRequest } from "./scan-log";
import type { RowEvent } from "./stored-event";

/** A person's act on a scan. */
export type ScanAct = "pause" | "resume" | "retry" | "delete";

/** Why an act was refused: the scan has ended, or its number of acts has reached the limit. */
export type ActRefused = "ended" | "full";

/**
 * Why no further scan is stored: the caller, or all callers together, have too many unfinished
 * ones.
 */
export type NoRoom = "full" | "crowded";

/** What to write: row ends, rows that entered the queue, and at most one act. */
export type ScanWish = {
  changes: readonly RowEvent[];
  act?: ScanAct;
  /** A client is watching the scan. */
  isLooked: boolean;
  /** No client watches or asked: do not restore a missing scan for this. */
  isUnattended?: boolean;
};

export type Synced =
  | {
      kind: "synced";
      /** How many rows may be in queue now. */
      share: number;
      refused: ActRefused | null;
      /** Store ms. */
      now: number;
    }
  | { kind: "deleted" };

export type ActedScan =
  | { kind: "acted"; scan: ListedScan; refused: ActRefused | null }
  | { kind: "deleted" };

/** A scan in a list. Times: store ms. */
export type ListedScan = Pick<ScanLog, "id" | "request" | "createdAt" | "lookedAt" | "state"> &
  RowTally & { now: number };

/** Scans in the store. Every rejection is a StoreFault. */
export type ScanStorage = {
  /** Returns an id for a new scan of a caller. */
  makeId(callerId: string): string;
  /** Whether an id can be one of this caller's scans. Does not tell whether it still exists. */
  judgeId(id: string, callerId: string): "malformed" | "unknown" | "theirs";
  /** Stores a new scan. Repeating it with the same id returns the same scan. */
  create(id: string, request: ScanRequest): Promise<ScanLog | NoRoom>;
  /** Returns a scan's request; null: it was deleted or expired. */
  readRequest(id: string): Promise<ScanRequest | null>;
  /** Applies a person's act without reading rows; null as above. An act counts as a look. */
  act(id: string, request: ScanRequest, act: ScanAct): Promise<ActedScan | null>;
  /** Opens a scan; null: it was deleted or expired. */
  open(id: string, callerId: string): Promise<ScanLog | null>;
  /**
   * Writes `wish` and brings `log` up to date. A scan that the store lost is restored from the log.
   * Where both differ, the store wins and the epoch is incremented.
   */
  sync(log: ScanLog, wish: ScanWish): Promise<Synced>;
  /** The id of the event at an index of the log (0: before the first). */
  eventId(log: ScanLog, length: number): string;
  /** Returns how many events an id covers; null: not an id of this log. */
  findEvent(log: ScanLog, id: string): number | null;
  /** How many results of these to read at once, however large they are. */
  pieceOf(wanted: readonly SymbolWanted[]): number;
  /** Lists a caller's scans, the latest first. */
  list(callerId: string): Promise<ListedScan[]>;
};

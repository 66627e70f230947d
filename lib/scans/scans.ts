import type { RowEvent } from "./stored-event";
import type { ScanOrder, Story, Tally } from "./story";

/** A person's act on a scan. */
export type ScanAct = "pause" | "resume" | "retry" | "delete";

/** Why an act does not fit: the scan has ended, or so much was done to it that no more is kept. */
export type ActRefused = "ended" | "full";

/** Why no other scan is kept: its caller has too many that have not ended, or all callers have. */
export type NoRoom = "full" | "crowded";

/** What is to be written: ends of rows, rows that entered the line, and at most one act. */
export type ScanWish = {
  changes: readonly RowEvent[];
  act?: ScanAct;
  /** Somebody looks at it. */
  isLooked: boolean;
  /** Nobody does, and nobody asked: a scan that is not there is not brought back for this. */
  isUnattended?: boolean;
};

export type Synced =
  | {
      kind: "synced";
      /** Rows that it may have in line now. */
      share: number;
      refused: ActRefused | null;
      /** Store ms. */
      now: number;
    }
  | { kind: "deleted" };

export type ActedScan =
  | { kind: "acted"; scan: ListedScan; refused: ActRefused | null }
  | { kind: "deleted" };

/** A scan as a list shows it. Times: store ms. */
export type ListedScan = Pick<Story, "id" | "order" | "createdAt" | "lookedAt" | "state"> &
  Tally & { now: number };

/** Scans in the store. Every rejection is a StoreFault. */
export type Scans = {
  /** An id for a new scan of a caller. */
  makeId(callerId: string): string;
  /** Whether an id can be one of this caller's scans; says nothing of whether it is kept still. */
  judgeId(id: string, callerId: string): "malformed" | "unknown" | "theirs";
  /** Keeps a new scan. The same id again: the same scan. */
  create(id: string, order: ScanOrder): Promise<Story | NoRoom>;
  /** What a scan was asked to do; null: it was deleted, or is no longer kept. */
  readOrder(id: string): Promise<ScanOrder | null>;
  /** A person's act on a scan, for which no row is read; null as above. Acting is a look. */
  act(id: string, order: ScanOrder, act: ScanAct): Promise<ActedScan | null>;
  /** A scan as it stands; null: it was deleted, or is no longer kept. */
  open(id: string, callerId: string): Promise<Story | null>;
  /**
   * Writes what is wished and brings `story` up to date. A scan that the store has lost is written
   * anew from the story; where both differ, the store's is taken and the edition counts up.
   */
  sync(story: Story, wish: ScanWish): Promise<Synced>;
  /** Names the event at a place of the story (0: before the first). */
  eventId(story: Story, length: number): string;
  /** How many events an id has behind it; null: it is none of this story's. */
  findEvent(story: Story, id: string): number | null;
  /** A caller's scans, the latest first. */
  list(callerId: string): Promise<ListedScan[]>;
};

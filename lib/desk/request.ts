import type { Caller } from "@/lib/callers/callers";
import type { Job } from "@/lib/contract/job";
import type { Quota } from "@/lib/contract/quota";
import type { Snapshot } from "@/lib/contract/snapshot";
import type { Ticket } from "@/lib/contract/ticket";
import type { Wanted } from "@/lib/contract/wanted";
import type { DeskParts } from "./parts";
import type { Refusal } from "./refusal";
import type { StoreBudget } from "./store-budget";

export type SnapshotRequest = Wanted & {
  caller: Caller;
  isNewCookie: boolean;
  /** Counted against floods already, with the request that this is a part of. */
  isCounted?: boolean;
  /** A person pressed Refresh: ask although fresh, if anything newer can be had. */
  force: boolean;
  /** 1 is most urgent; the resource's own without it. */
  priority?: number;
  /** How long to wait in line, ms. */
  waitMs: number;
  /** Aborts when the asker leaves or the process goes down. Made only when there is a wait. */
  signal(): AbortSignal;
};

export type SnapshotReply =
  | { kind: "snapshot"; snapshot: Snapshot; now: number }
  | { kind: "in-line"; ticket: Ticket; quota: Quota }
  | Refusal;

/** What every step of one request needs to know. */
export type Request = SnapshotRequest & {
  desk: DeskParts;
  job: Job;
  priority: number;
  budget: StoreBudget;
};

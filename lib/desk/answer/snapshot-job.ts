import type { Caller } from "@/lib/callers/callers";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Job } from "@/lib/contract/queue/job";
import type { Ticket } from "@/lib/contract/queue/ticket";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot } from "@/lib/contract/snapshot/snapshot";
import type { Services } from "@/lib/desk/base/services";
import type { StoreBudget } from "@/lib/desk/base/store-budget";
import type { Refusal } from "./refusal";

export type SnapshotRequest = Wanted & {
  caller: Caller;
  isNewCookie: boolean;
  /** True when the request that contains this one was already counted against the flood limits. */
  isCounted?: boolean;
  /** True when a person pressed Refresh: call although fresh, if newer data can exist. */
  force: boolean;
  /** 1 is most urgent. Default: the resource's own priority. */
  priority?: number | undefined;
  /** How long to wait in queue, ms. */
  waitMs: number;
  /**
   * Aborts when the client disconnects or the process shuts down. Created only when there is a
   * wait.
   */
  signal(): AbortSignal;
};

export type SnapshotReply =
  | { kind: "snapshot"; snapshot: Snapshot; now: number }
  | { kind: "queued"; ticket: Ticket; quota: Quota }
  | Refusal;

/** What every step of one snapshot request needs. */
export type SnapshotJob = SnapshotRequest & {
  desk: Services;
  job: Job;
  priority: number;
  budget: StoreBudget;
};

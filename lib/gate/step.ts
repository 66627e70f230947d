import { z } from "zod";
import { PROBLEM_SLUGS, type ProblemSlug } from "@/lib/contract/problem";
import type { WindowName } from "@/lib/contract/quota/quota";
import type { Charge } from "@/lib/contract/quota/quota-window";
import { detailSchema } from "@/lib/gate/quote/detail";
import { list } from "@/lib/gate/reply/lua-list";
import { summarySchema } from "@/lib/gate/reply/summary";
import { momentOrNever, openReasonSchema } from "@/lib/gate/reply/window-state";
import { gatePolicy } from "@/lib/policy";

/** A request of one caller for a place in the queue for a job. */
export type Ask = {
  key: string;
  /** The endpoint to call. Only an instance that can call it is granted the job. */
  kind: string;
  /** What the call charges, the most specific window last. */
  charges: readonly Charge[];
  caller: string;
  /**
   * The group that shares a fair share with the caller: its network address, or the caller itself.
   */
  house?: string;
  /**
   * The calls that each main window guarantees to its house. 0 removes its share. Missing: its share
   * stays as it is.
   */
  share?: number | undefined;
  priority: number;
  /** `fetchedAt` of the caller's copy (store ms). A later result is the answer. 0: no copy. */
  ifNewerThan: number;
  /** Only join a job that is queued or in flight. Never create one. */
  joinOnly: boolean;
  /** How long the request waits for an open breaker, ms. A longer stop refuses it. */
  maxBreakerWaitMs: number;
  /** When the ticket that enters again was issued (store ms). 0: a new request. */
  issuedAt: number;
};

export type Place = { key: string; ticket: number };

/** How a granted call ended. Only `unsent` returns the slot. */
export type Settlement = {
  grant: number;
  /**
   * Id of the step that granted it. After lost writes, the grant's id alone may belong to another
   * call.
   */
  request: string;
  /** Store ms. */
  grantedAt: number;
  slot: "arrived" | "unknown" | "unsent";
  /** `landed`: the call was answered and the data is in the cache. `again`: queued once more. */
  job: "landed" | "failed" | "again";
  /**
   * What it shows about the upstream. `answered`: it works. `none`: no information. `unreadable`: it
   * replied, but the data could not be read. That may be one symbol's defect.
   */
  verdict: "answered" | "limited" | "failing" | "unreadable" | "not-allowed" | "none";
  /** Unreadable replies about one symbol count once. Missing: the key stands for it. */
  symbol?: string;
  /** When the response was read, store ms, as in the cache; 0 without one. */
  fetchedAt: number;
  /** ms; 0 when the upstream sent none. */
  retryAfter: number;
  problem: ProblemSlug;
  /** How long every request for the same data gets this failure, ms. */
  negative: number;
};

/** An admin's action. A limit of 0 removes the lowered limit. */
export type Control =
  | { kind: "limit"; limit: number }
  /** `forMs`: the pause ends after this time. Without it, the pause lasts until an admin resumes. */
  | { kind: "hold" | "release"; window: WindowName; forMs?: number };

export type Step = {
  enter: Ask[];
  settle: Settlement[];
  leave: Place[];
  renew: Place[];
  control: Control[];
  /** How many more calls this instance can make now. 0 claims none. */
  room: number;
  /** How long the last of the local waiters is expected to wait, ms. */
  stays: number;
  /** Keys that were granted to this instance although it cannot call them. */
  unable: string[];
  /** Highest sequence number in the signed tickets of this step. */
  seen: number;
  /** The callers whose tickets to list, each once. */
  mine: string[];
  /** Whether to report every slot, job and ticket by name. */
  detail: boolean;
};

export const emptyStep: Step = {
  enter: [],
  settle: [],
  leave: [],
  renew: [],
  control: [],
  room: 0,
  stays: 0,
  unable: [],
  seen: 0,
  mine: [],
  detail: false,
};

const time = z.number();
const problem = z.enum(PROBLEM_SLUGS);

const placeSchema = z.object({
  kind: z.enum(["queued", "running"]),
  ticket: z.number(),
  job: z.number(),
  /** When the job entered. Its result is later than this. */
  since: time,
  /**
   * True only for the request that created the job. False for joiners and for repeats by the
   * creator.
   */
  new: z.boolean(),
  /**
   * The priority the ticket was issued with, which names it. The job may have become more urgent.
   */
  priority: z.int(),
});

/** A ticket of the caller: its key, and the current priority of its job. */
const ownTicketSchema = placeSchema.extend({ key: z.string(), urgency: z.int() });
export type OwnTicket = z.infer<typeof ownTicketSchema>;

const enteredSchema = z.discriminatedUnion("kind", [
  placeSchema,
  z.object({ kind: z.literal("absent") }),
  z.object({
    kind: z.literal("open"),
    /** Infinity when unknown: held until an admin releases it. */
    untilAt: time.transform(momentOrNever),
    reason: openReasonSchema,
    since: time.default(0),
  }),
  z.object({ kind: z.literal("expired") }),
  z.object({ kind: z.literal("landed"), at: time }),
  z.object({ kind: z.literal("negative"), problem, untilAt: time }),
  z.object({ kind: z.literal("refused"), why: z.enum(["caller", "line"]) }),
]);
export type Entered = z.infer<typeof enteredSchema>;
export type EnteredPlace = z.infer<typeof placeSchema>;

const grantSchema = z.object({
  grant: z.number(),
  /** Id of the step that granted it. */
  request: z.string(),
  key: z.string(),
  grantedAt: time,
  caller: z.string(),
  since: time,
  attempt: z.int(),
  /** The priority of its job at the time of the grant. */
  priority: z.int().default(gatePolicy.batchFromPriority),
});
export type Grant = z.infer<typeof grantSchema>;

export const stepReplySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("newer-schema") }),
  /** Too late by the sender's estimate of the store's time: nothing was done. */
  z.object({ kind: z.literal("late"), now: time }),
  z.object({
    kind: z.literal("done"),
    now: time,
    sequence: z.number(),
    lostAt: time,
    grants: list(grantSchema),
    entered: list(enteredSchema),
    /** When to step again if calls are still wanted, store ms; 0: no reason to. */
    sleepUntil: time,
    summary: summarySchema,
    /** The tickets of each requested caller, in the same order. */
    mine: list(list(ownTicketSchema)),
    /** Empty unless requested. */
    detail: detailSchema.default({ slots: [], jobs: [] }),
  }),
]);
type Reply = z.infer<typeof stepReplySchema>;
export type StepReply = Extract<Reply, { kind: "done" }>;
export type LateReply = Extract<Reply, { kind: "late" }>;

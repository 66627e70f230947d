import { z } from "zod";
import { PROBLEM_SLUGS, type ProblemSlug } from "@/lib/contract/problem";
import type { WindowName } from "@/lib/contract/quota";
import { gatePolicy } from "@/lib/policy";
import { detailSchema } from "./detail";
import { list } from "./lua-list";
import { openReasonSchema, summarySchema } from "./summary";

/** What an ask wants: a place in line for a job, as one caller. */
export type Ask = {
  key: string;
  /** The most specific window that its call charges. */
  window: WindowName;
  caller: string;
  priority: number;
  /** `fetchedAt` of the copy the asker saw (store ms), 0 without one: a later landing is its answer. */
  seen: number;
  /** Only join a job that is in line or under way; never make one. */
  join: boolean;
  /** How long an open breaker is worth waiting for, ms; a longer one refuses the ask. */
  patience: number;
  /** When the ticket being asked about was issued (store ms); 0 for a new ask. */
  resume: number;
};

export type Place = { key: string; ticket: number };

/** How a granted call ended. Only `unsent` gives the slot back. */
export type Settlement = {
  grant: number;
  /** The step that was granted it: after lost writes the id alone may be somebody else's. */
  request: string;
  /** Store ms. */
  grantedAt: number;
  slot: "arrived" | "unknown" | "unsent";
  job: "landed" | "failed" | "again";
  /** What it tells of the upstream: `answered` that it works, `none` nothing. */
  verdict: "answered" | "limited" | "failing" | "not-allowed" | "none";
  /** Store ms the answer was read at, as the cache has it; 0 when none was. */
  fetchedAt: number;
  /** ms; 0 when the upstream named none. */
  retryAfter: number;
  problem: ProblemSlug;
  /** How long everybody who asks for the same gets this failure, ms. */
  negative: number;
};

/** What an admin does. A lowered limit of 0 takes the lowering back. */
export type Control =
  | { kind: "limit"; limit: number }
  | { kind: "hold" | "release"; window: WindowName };

export type Step = {
  enter: Ask[];
  settle: Settlement[];
  leave: Place[];
  renew: Place[];
  control: Control[];
  /** How many more calls this instance would take now; 0: it claims none. */
  room: number;
  /** Highest sequence a signed ticket of this step has seen. */
  seen: number;
  /** Whose tickets to list: callers, none of them twice. */
  mine: string[];
  /** Whether to tell every slot, job and ticket by name. */
  detail: boolean;
};

export const emptyStep: Step = {
  enter: [],
  settle: [],
  leave: [],
  renew: [],
  control: [],
  room: 0,
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
  /** When the job entered: its landing is later than this. */
  since: time,
  /** Whether this very ask made the job: false for one that joined it, and for a later one of its maker. */
  new: z.boolean(),
  /** That its ticket was given with, and is named by, however urgent its job has become. */
  priority: z.int(),
});

/** A ticket as its caller's: what else names it, and the priority of its job now. */
const ownTicketSchema = placeSchema.extend({ key: z.string(), urgency: z.int() });
export type OwnTicket = z.infer<typeof ownTicketSchema>;

const enteredSchema = z.discriminatedUnion("kind", [
  placeSchema,
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("open"), untilAt: time, reason: openReasonSchema }),
  z.object({ kind: z.literal("expired") }),
  z.object({ kind: z.literal("landed"), at: time }),
  z.object({ kind: z.literal("negative"), problem, untilAt: time }),
  z.object({ kind: z.literal("refused"), why: z.enum(["caller", "line"]) }),
]);
export type Entered = z.infer<typeof enteredSchema>;
export type EnteredPlace = z.infer<typeof placeSchema>;

const grantSchema = z.object({
  grant: z.number(),
  /** Id of the step that was granted it. */
  request: z.string(),
  key: z.string(),
  grantedAt: time,
  caller: z.string(),
  since: time,
  attempt: z.int(),
  /** Of its job, as it was granted. */
  priority: z.int().default(gatePolicy.batchFromPriority),
});
export type Grant = z.infer<typeof grantSchema>;

export const stepReplySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("newer-schema") }),
  /** By the sender's own idea of the store's time it arrived too late: nothing was done. */
  z.object({ kind: z.literal("late"), now: time }),
  z.object({
    kind: z.literal("done"),
    now: time,
    sequence: z.number(),
    lostAt: time,
    grants: list(grantSchema),
    entered: list(enteredSchema),
    /** When to step again if calls are still wanted (store ms); 0: nothing to wait for. */
    sleepUntil: time,
    summary: summarySchema,
    /** The tickets of each of those callers, in their order. */
    mine: list(list(ownTicketSchema)),
    /** Empty unless asked for. */
    detail: detailSchema.default({ slots: [], jobs: [] }),
  }),
]);
type Reply = z.infer<typeof stepReplySchema>;
export type StepReply = Extract<Reply, { kind: "done" }>;
export type LateReply = Extract<Reply, { kind: "late" }>;

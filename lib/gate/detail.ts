/** The line and the window with every name in them: what an admin sees, and nobody else. */
import { z } from "zod";
import { windowNameSchema } from "@/lib/contract/quota";
import { list } from "./lua-list";
import type { Quote } from "./quote";
import { SLOT_STATES, type Summary } from "./summary";

const time = z.number();

/** A counting slot. Times are the store's, ms. */
const slotSchema = z
  .object({
    key: z.string(),
    caller: z.string(),
    class: windowNameSchema,
    grantedAt: time,
    /** When it frees if its call settles at the usual latency, and when it frees at the latest. */
    likelyFreesAt: time,
    freesAt: time,
    stamp: z.int(),
  })
  .transform(({ stamp, ...slot }) => ({ ...slot, state: SLOT_STATES[stamp + 1] ?? "unknown" }));

const ticketSchema = z.object({
  ticket: z.number(),
  caller: z.string(),
  lane: z.int(),
  leaseEndsAt: time,
});

/** A job in line or under way. */
const jobSchema = z.object({
  key: z.string(),
  job: z.number(),
  /** When it is due. */
  score: time,
  /** Orders what is not due yet. */
  rank: z.number(),
  priority: z.int(),
  /** What its priority adds to its score, ms. */
  priorityMs: z.number(),
  /** 1 interactive, 2 standard, 3 batch. */
  lane: z.int(),
  class: windowNameSchema,
  enteredAt: time,
  /** Who made it, or the first of those who want it still. */
  caller: z.string(),
  tries: z.int(),
  underWay: z.boolean(),
  /** 0 while it waits. */
  grantedAt: time,
  tickets: list(ticketSchema),
});
type WrittenJob = z.infer<typeof jobSchema>;

/** What a step tells of them, in no order. */
export const detailSchema = z.object({ slots: list(slotSchema), jobs: list(jobSchema) });
export type WrittenDetail = z.infer<typeof detailSchema>;

/** `score = enteredAt + priorityMs + restMs`, exactly. */
type DetailedJob = WrittenJob & {
  restMs: number;
  /**
   * How many jobs of its first caller came before it, a window each. Null where the rest is no such
   * multiple: a later ask moved the job forward, or the window has changed since it entered.
   */
  jobsBefore: number | null;
};

export type Detail = {
  slots: WrittenDetail["slots"];
  /** What is under way in the order of its grants, then the others as the claim rule will serve them. */
  line: DetailedJob[];
};

export function detailOf(
  { slots, jobs }: WrittenDetail,
  { quotes, summary }: { quotes: Map<number, Quote>; summary: Summary },
): Detail {
  const position = ({ job }: WrittenJob) => quotes.get(job)?.position ?? 0;
  const line = jobs
    .toSorted((one, other) => position(one) - position(other) || one.grantedAt - other.grantedAt)
    .map((job) => ({ ...job, ...restOf(job, summary.window) }));
  return { slots, line };
}

function restOf({ score, enteredAt, priorityMs }: WrittenJob, windowMs: number) {
  const restMs = score - enteredAt - priorityMs;
  const isWhole = restMs >= 0 && restMs % windowMs === 0;
  return { restMs, jobsBefore: isWhole ? restMs / windowMs : null };
}

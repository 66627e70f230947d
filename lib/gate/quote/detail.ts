/** The queue and the windows with all names in them. Only for an admin. */
import { z } from "zod";
import { windowNameSchema } from "@/lib/contract/quota/quota";
import { list } from "@/lib/gate/reply/lua-list";
import { SLOT_STATES, type Summary } from "@/lib/gate/reply/summary";
import type { Quote } from "./quote";

const time = z.number();

/** What a call charges, the most specific window last. */
const chargesSchema = list(z.object({ window: windowNameSchema, cost: z.int() }));

/** A counting slot. Times: store ms. */
const slotSchema = z
  .object({
    key: z.string(),
    caller: z.string(),
    /** The house whose use it counts in. */
    house: z.string(),
    charges: chargesSchema,
    grantedAt: time,
    /**
     * When the main window frees it if its call settles at the usual latency, and at the latest.
     */
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

/** A job in the queue or in flight. */
const jobSchema = z.object({
  key: z.string(),
  job: z.number(),
  /** When it is due. */
  score: time,
  /** Orders jobs that are not due yet. */
  rank: z.number(),
  priority: z.int(),
  /** How much its priority adds to its score, ms. */
  priorityMs: z.number(),
  /** 1 interactive, 2 standard, 3 batch. */
  lane: z.int(),
  charges: chargesSchema,
  enteredAt: time,
  /** Its creator, or else the first caller that still wants it. */
  caller: z.string(),
  /** The house of that caller. */
  house: z.string(),
  tries: z.int(),
  underWay: z.boolean(),
  /** 0 while it waits. */
  grantedAt: time,
  tickets: list(ticketSchema),
});
type WrittenJob = z.infer<typeof jobSchema>;

/** The slots and jobs of a step's reply, in no order. */
export const detailSchema = z.object({ slots: list(slotSchema), jobs: list(jobSchema) });
export type WrittenDetail = z.infer<typeof detailSchema>;

/** `score = enteredAt + priorityMs + restMs`, exactly. */
type DetailedJob = WrittenJob & {
  restMs: number;
  /**
   * How many jobs of its first caller came before it, at one window each. Null when `restMs` is no
   * such multiple: a later request moved the job forward, or the window has changed since.
   */
  jobsBefore: number | null;
};

export type Detail = {
  slots: WrittenDetail["slots"];
  /**
   * Jobs in flight in the order of their grants, then the others in the order of the claim rule.
   */
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

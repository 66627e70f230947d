import { z } from "zod";
import { windowNameSchema } from "@/lib/contract/quota/quota";
import type { Charge } from "@/lib/contract/quota/quota-window";
import { costOf, type Taken } from "@/lib/contract/quota/window-use";
import { gatePolicy } from "@/lib/policy";
import { list, rows, rowsOfText } from "./lua-list";
import { type WindowState, windowStateSchema } from "./window-state";

const time = z.number();

/**
 * The upstream refuses a credential. Scope: the main window's name for every call, else one window
 * or one kind of call. Times: store ms. `untilAt`: when it may be tried again.
 */
const refusalSchema = z.object({
  scope: z.string(),
  /** The deployment whose call was refused. */
  deployment: z.string(),
  /** Whether it is the deployment of the instance that reads this. */
  isOwn: z.boolean(),
  since: time,
  untilAt: time,
});
export type Refused = z.infer<typeof refusalSchema>;

/** A house with a share that has a job or a slot. */
const shareSchema = z.object({
  house: z.string(),
  /** The calls that each main window guarantees to it. */
  share: z.int(),
  /** The part of its share that counts now: all shares together leave calls to others. */
  covered: z.int(),
  /** The waiting jobs that it has a ticket of. */
  jobs: list(z.number()),
});

/** A waiting job. */
export type SummaryRow = {
  job: number;
  /** When it is due, store ms. */
  score: number;
  /** Orders jobs that are not due yet. */
  rank: number;
  /** 1 interactive, 2 standard, 3 batch. */
  lane: number;
  /** What its call charges, the most specific window last. */
  charges: readonly Charge[];
  tickets: number;
  /**
   * Whether an instance that can make the call asked for calls recently. If not, its time is
   * unknown.
   */
  hasMaker: boolean;
};

/** The state of a slot's call. Only a known arrival is stamped with its time. */
export const SLOT_STATES = ["unknown", "under-way", "arrived"] as const;

/** A set of charges: names and costs in turn. */
const chargesSchema = list(z.union([z.string(), z.number()])).transform((flat) =>
  Array.from(
    { length: flat.length / 2 },
    (_, at): Charge => ({ window: String(flat[2 * at]), cost: Number(flat[2 * at + 1]) }),
  ),
);

/** The queue and the windows in a step's reply. Times: store ms. */
const writtenSchema = z.object({
  /** The base of the queue's times and ids. */
  base: time,
  idBase: z.number(),
  /** The main window: its length, ms, and its name. */
  window: z.number(),
  main: windowNameSchema,
  latency: z.number(),
  lastGrantAt: time,
  /** All sets of charges. Rows name a set by its place. */
  charges: list(chargesSchema),
  /** Each window frees a slot at `stampedAt` plus its own length and the tolerance. */
  slots: rows(4, ([place = 0, stampedAt = 0, stamp = 0, share = 0]) => ({
    place,
    stampedAt,
    state: SLOT_STATES[stamp + 1] ?? "unknown",
    /** The row of `shares` whose house it counts for, from 1. 0: a house without a share. */
    share,
  })),
  shares: list(shareSchema),
  /** The last grants of batch jobs: by pacing, and because a job was overdue. */
  lastBatchAt: time,
  lastOverdueAt: time,
  /** Slots that batch jobs leave free. */
  reserve: z.int(),
  line: rowsOfText(
    7,
    ([job = 0, score = 0, rank = 0, place = 0, lane = 0, tickets = 0, kind = 0]) => ({
      job,
      score,
      rank,
      place,
      lane,
      tickets,
      kind,
    }),
  ),
  /** Charges and kinds that an awake instance can call, by place. */
  awake: rows(2, ([place = 0, kind = 0]) => ({ place, kind })),
  flights: rows(3, ([job = 0, grantedAt = 0, tickets = 0]) => ({ job, grantedAt, tickets })),
  refusals: list(refusalSchema),
  windows: z.record(windowNameSchema, windowStateSchema),
});

export const summarySchema = writtenSchema.transform(
  ({ base, idBase, charges: sets, line, awake, slots: written, windows: known, ...summary }) => {
    const chargesAt = (place: number): readonly Charge[] => sets[place - 1] ?? [];
    const isAwake = (one: Made) => awake.some((made) => isEqual(made, one));
    const slots = written.map(({ place, ...slot }) => ({ ...slot, charges: chargesAt(place) }));
    const windows = Object.fromEntries(
      Object.values(known).map((window): [string, WindowState] => [
        window.name,
        { ...window, taken: takenOf(slots, window) },
      ]),
    );
    return {
      ...summary,
      slots,
      windows,
      /** The main window counts as full until then; 0 when it does not. */
      fullUntil: known[summary.main]?.fullUntil ?? 0,
      line: line.map(
        ({ place, kind, job, score, ...row }): SummaryRow => ({
          ...row,
          job: job + idBase,
          score: score + base,
          charges: chargesAt(place),
          hasMaker: isAwake({ place, kind }),
        }),
      ),
    };
  },
);
export type Summary = z.infer<typeof summarySchema>;

/** The charges and the kind of a call, by place. */
type Made = { place: number; kind: number };
const isEqual = (one: Made, other: Made) => one.place === other.place && one.kind === other.kind;

type Slot = { charges: readonly Charge[]; stampedAt: number };

/** What slots use of a window, soonest freed first. Empty for a calendar window. */
export function takenOf(
  slots: readonly Slot[],
  { name, length }: Pick<WindowState, "name" | "length">,
): Taken[] {
  if (length === 0) return [];
  return slots
    .map(({ charges, stampedAt }) => ({
      cost: costOf(charges, name),
      freesAt: stampedAt + length + gatePolicy.toleranceMs,
    }))
    .filter(({ cost }) => cost > 0)
    .sort((one, other) => one.freesAt - other.freesAt);
}

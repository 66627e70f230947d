import { z } from "zod";

/**
 * What a copy's entry remembers of the replies before it.
 *
 * `look`: the look (its start, ms) in which unchanged replies are counted. `unchanged`: how many
 * in a row, since that look began. `minutes`: by look of the day, how many minutes into it the
 * upstream published this symbol, the latest session last.
 */
export const copyCadenceSchema = z.object({
  look: z.number(),
  unchanged: z.int().min(0),
  minutes: z.array(z.array(z.number())),
});
export type CopyCadence = z.infer<typeof copyCadenceSchema>;

/** A copy that existed before a reply. `asOf`: ms. */
export type EarlierCopy = { asOf: number; cadence: CopyCadence };

/** One reply of the upstream. `asOf` is the upstream's time, `fetchedAt` the store's, ms. */
export type DatedReply = { asOf: number; fetchedAt: number; earlier: EarlierCopy | null };

/** An update that did not come. It counts as missed from `missedAt` on, ms. */
export type MissedLook = { expectedAt: number; missedAt: number };

/** What the rules say of a new copy. All times are fixed when it is written, ms. */
export type CopyDates = {
  /** Earliest time at which newer data is worth a call. */
  freshUntil: number;
  /** When the upstream's next look begins; null: data comes all the time, or that is unknown. */
  nextExpectedAt: number | null;
  /** The latest updates in a row that this copy lacks, the oldest first. At most two. */
  missed: MissedLook[];
  /** No forced refresh before this: the reply was unchanged. 0: no such limit. */
  heldUntil: number;
  /** Whether the copy is asked for again to learn whether data comes more often. */
  isProbe: boolean;
  cadence: CopyCadence;
};

/** Whether a reply has newer data than the copy before it. */
export function isAdvance({ asOf, earlier }: DatedReply): boolean {
  return earlier === null || asOf > earlier.asOf;
}

import type { ExpirationsStrike } from "@/lib/contract/market/expirations-data";
import { upstreamPolicy } from "@/lib/policy";

/** The named expirations, soonest first. `all_other` is the rest and contains none of them. */
export const NAMED = ["nearest", "first_weekly", "first_monthly"] as const;
export type NamedGroup = (typeof NAMED)[number];

/** A strike as sent: its groups and, if the API reports it, the net gamma of all of them. */
export type SentStrike = ExpirationsStrike & { combined?: number | null };

/** The dates of the named expirations. Null: not reported. */
export type GroupDates = Readonly<Record<NamedGroup, string | null>>;

type Rest = {
  /** At each strike; null: unknown. */
  gamma: readonly (number | null)[];
  /** Null when nothing could be computed or compared. */
  addsUp: boolean | null;
};

/**
 * The gamma of all other expirations: the total minus `named`, each expiration once. The vendor
 * takes away each name, so an expiration with two names is missing twice from the rest that it
 * sends. With a date for each name, the computed rest is certain. Without dates, the sent rest must
 * agree with one of the two ways to compute it.
 */
export function restOf(
  sent: readonly SentStrike[],
  { named, dates }: { named: readonly NamedGroup[]; dates: GroupDates },
): Rest {
  const left = sent.map((strike) => leftAt(strike, named));
  const asSent = sent.map(({ all_other }) => all_other);
  const computed = left.map((rest, place) => rest ?? asSent[place] ?? null);
  if (named.every((name) => dates[name] !== null)) {
    return { gamma: computed, addsUp: left.some((rest) => rest !== null) || null };
  }
  const reported = NAMED.filter((name) => sent.some((strike) => strike[name] !== null));
  const offOnce = offBy(sent, named);
  const offEach = offBy(sent, reported);
  if (offOnce === null && offEach === null) return { gamma: computed, addsUp: null };
  if (isRounding(offOnce)) return { gamma: asSent, addsUp: true };
  return isRounding(offEach) ? { gamma: computed, addsUp: true } : { gamma: asSent, addsUp: false };
}

function isRounding(off: number | null): boolean {
  return off !== null && off <= upstreamPolicy.partsOffMost;
}

/** The total minus the named groups. Null when a part is missing. */
function leftAt(strike: SentStrike, names: readonly NamedGroup[]): number | null {
  const parts = names.flatMap((name) => strike[name] ?? []);
  if (strike.combined == null || parts.length < names.length) return null;
  return strike.combined - parts.reduce((sum, gamma) => sum + gamma, 0);
}

/** How far the sent rest is from the computed one, as a fraction. Null: nothing to compare. */
function offBy(sent: readonly SentStrike[], names: readonly NamedGroup[]): number | null {
  let [off, size] = [0, 0];
  for (const strike of sent) {
    const left = leftAt(strike, names);
    if (left === null || strike.all_other === null) continue;
    off += Math.abs(left - strike.all_other);
    const parts = names.reduce((sum, name) => sum + Math.abs(strike[name] ?? 0), 0);
    size += Math.max(parts + Math.abs(strike.all_other), Math.abs(strike.combined ?? 0));
  }
  return size === 0 ? null : off / size;
}

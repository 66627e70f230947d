import {
  type ExpirationGroup,
  type ExpirationsData,
  type ExpirationsStrike,
  expirationGroupSchema,
} from "@/lib/contract/expirations-data";
import { upstreamPolicy } from "@/lib/policy";

/** A strike as it is sent: the groups, and where the API tells it, the net gamma of all of them. */
type SentStrike = ExpirationsStrike & { combined?: number | null };

/**
 * Each group's |gamma| over the strikes, and its part of all gamma. Missing stays missing. One
 * expiration can be the nearest, the first weekly and the first monthly at once, as a third Friday
 * is: groups that are alike at every strike are one, and it counts once. Where the total beside
 * them shows that they still overlap, or that something lacks, no part is known.
 */
export function groupExpirations(
  strikes: readonly SentStrike[],
): Pick<ExpirationsData, "expirations" | "addsUp"> {
  const groups = expirationGroupSchema.options.map((expiration) => {
    const told = strikes.flatMap((strike) => strike[expiration] ?? []);
    const sum = told.reduce((total, gamma) => total + Math.abs(gamma), 0);
    return {
      expiration,
      absoluteGamma: told.length === 0 ? null : sum,
      sameAs: firstAlike(strikes, expiration),
    };
  });
  const distinct = groups.filter(({ sameAs }) => sameAs === null);
  const total = distinct.reduce((sum, { absoluteGamma }) => sum + (absoluteGamma ?? 0), 0);
  const addsUp = doesAddUp(
    strikes,
    distinct.map(({ expiration }) => expiration),
  );
  const expirations = groups.map((group) => {
    const { absoluteGamma, sameAs } = group;
    // Of nothing there are no parts.
    const isKnown = absoluteGamma !== null && total > 0 && sameAs === null && addsUp !== false;
    return { ...group, share: isKnown ? absoluteGamma / total : null };
  });
  return { expirations, addsUp };
}

/** The named expirations, soonest first; `all_other` is the rest and is none of them. */
const NAMED: readonly ExpirationGroup[] = ["nearest", "first_weekly", "first_monthly"];

/** The first of the named groups before this one with the same gamma at every strike, if any. */
function firstAlike(
  strikes: readonly SentStrike[],
  expiration: ExpirationGroup,
): ExpirationGroup | null {
  if (strikes.every((strike) => (strike[expiration] ?? 0) === 0)) return null;
  const before = NAMED.slice(0, Math.max(0, NAMED.indexOf(expiration)));
  const isAlike = (other: ExpirationGroup) =>
    strikes.every((strike) => strike[other] === strike[expiration]);
  return before.find(isAlike) ?? null;
}

/** Whether the groups come to the total at the strikes; null where nothing can be compared. */
function doesAddUp(
  strikes: readonly SentStrike[],
  groups: readonly ExpirationGroup[],
): boolean | null {
  let [off, size] = [0, 0];
  for (const strike of strikes) {
    const told = groups.flatMap((group) => strike[group] ?? []);
    if (strike.combined == null || told.length < groups.length) continue;
    off += Math.abs(strike.combined - told.reduce((sum, gamma) => sum + gamma, 0));
    const parts = told.reduce((sum, gamma) => sum + Math.abs(gamma), 0);
    size += Math.max(parts, Math.abs(strike.combined));
  }
  return size === 0 ? null : off <= upstreamPolicy.partsOffMost * size;
}

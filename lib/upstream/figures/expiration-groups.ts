import {
  type ExpirationGroup,
  type ExpirationsData,
  type ExpirationsStrike,
  expirationGroupSchema,
} from "@/lib/contract/market/expirations-data";
import {
  type GroupDates,
  NAMED,
  type NamedGroup,
  restOf,
  type SentStrike,
} from "./rest-of-expirations";

/**
 * Each group's |gamma| over the strikes, and its share of all gamma. Missing stays missing. One
 * expiration can be the nearest, the first weekly and the first monthly, as a third Friday is.
 * Groups with one date, or with the same gamma at every strike, count as one. The rest is what the
 * total leaves beside them. No share is known when the total shows that groups still overlap or
 * that one is missing.
 */
export function groupExpirations(
  sent: readonly SentStrike[],
  dates: GroupDates = UNDATED,
): Pick<ExpirationsData, "expirations" | "addsUp" | "strikes"> {
  const firstOf = (expiration: ExpirationGroup) => firstAlike(sent, dates, expiration);
  const named = NAMED.filter((name) => firstOf(name) === null && isReported(sent, name));
  const rest = restOf(sent, { named, dates });
  const strikes = sent.map(({ combined: _, ...strike }, place) => ({
    ...strike,
    all_other: rest.gamma[place] ?? null,
  }));
  const groups = expirationGroupSchema.options.map((expiration) => ({
    expiration,
    date: expiration === "all_other" ? null : dates[expiration],
    absoluteGamma: absoluteOf(strikes, expiration),
    sameAs: firstOf(expiration),
  }));
  const total = groups.reduce(
    (sum, { absoluteGamma, sameAs }) => sum + (sameAs === null ? (absoluteGamma ?? 0) : 0),
    0,
  );
  const expirations = groups.map((group) => {
    const { absoluteGamma, sameAs } = group;
    // Zero gamma has no shares.
    const isKnown = absoluteGamma !== null && total > 0 && sameAs === null && rest.addsUp !== false;
    return { ...group, share: isKnown ? absoluteGamma / total : null };
  });
  return { expirations, addsUp: rest.addsUp, strikes };
}

const UNDATED: GroupDates = { nearest: null, first_weekly: null, first_monthly: null };

function isReported(strikes: readonly SentStrike[], expiration: ExpirationGroup): boolean {
  return strikes.some((strike) => strike[expiration] !== null);
}

function absoluteOf(
  strikes: readonly ExpirationsStrike[],
  expiration: ExpirationGroup,
): number | null {
  const reported = strikes.flatMap((strike) => strike[expiration] ?? []);
  if (reported.length === 0) return null;
  return reported.reduce((sum, gamma) => sum + Math.abs(gamma), 0);
}

/** The first named group before this one that is the same expiration, if any. */
function firstAlike(
  strikes: readonly SentStrike[],
  dates: GroupDates,
  expiration: ExpirationGroup,
): ExpirationGroup | null {
  if (expiration === "all_other") return null;
  const own: NamedGroup = expiration;
  const hasGamma = strikes.some((strike) => (strike[own] ?? 0) !== 0);
  const isAlike = (other: NamedGroup) => {
    if (dates[other] !== null && dates[own] !== null) return dates[other] === dates[own];
    return hasGamma && strikes.every((strike) => strike[other] === strike[own]);
  };
  return NAMED.slice(0, NAMED.indexOf(own)).find(isAlike) ?? null;
}

import {
  type ExpirationsData,
  type ExpirationsStrike,
  expirationGroupSchema,
} from "@/lib/contract/expirations-data";

/** Each group's |gamma| over the strikes, and its part of all groups'. Missing stays missing. */
export function groupExpirations(
  strikes: readonly ExpirationsStrike[],
): ExpirationsData["expirations"] {
  const groups = expirationGroupSchema.options.map((expiration) => {
    const told = strikes.flatMap((strike) => strike[expiration] ?? []);
    const sum = told.reduce((total, gamma) => total + Math.abs(gamma), 0);
    return { expiration, absoluteGamma: told.length === 0 ? null : sum };
  });
  const total = groups.reduce((sum, { absoluteGamma }) => sum + (absoluteGamma ?? 0), 0);
  return groups.map(({ expiration, absoluteGamma }) => ({
    expiration,
    absoluteGamma,
    // Of nothing there are no parts.
    share: absoluteGamma === null || total === 0 ? null : absoluteGamma / total,
  }));
}

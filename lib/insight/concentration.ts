import type { Concentration } from "@/lib/contract/market/gamma";
import type { AvailableParts } from "./available-parts";
import { groupShares } from "./group-shares";
import { nearestExpirationInput } from "./inputs";
import type { Rules } from "./thresholds";

/**
 * How much gamma expires together: shares of |gamma| by group, and the nearest expiration's share.
 */
export function readConcentration(
  parts: AvailableParts,
  { expiringShare: limit, now }: Pick<Rules, "expiringShare" | "now">,
): Concentration {
  const grouped = groupShares(parts);
  if (grouped.kind === "missing") return { state: "unavailable", missing: grouped.missing };
  const { shares, asOf } = grouped;
  const nearest = shares.find(({ expiration }) => expiration === "nearest");
  if (nearest === undefined) return { state: "unavailable", missing: ["nearest expiration"] };
  const largest = shares.reduce((best, one) => (one.share > best.share ? one : best));
  return {
    state: nearest.share >= limit ? "concentrated" : "spread",
    shares,
    nearestShare: nearest.share,
    limit,
    largest: largest.expiration,
    nearestExpiration: nearest.date,
    daysToNearest: nearestExpirationInput(parts, now).value,
    asOf,
  };
}

import type { ExpirationGroup } from "@/lib/contract/market/expirations-data";
import { daysUntil } from "@/lib/new-york-time";
import type { AvailableParts } from "./available-parts";

/**
 * The date of a group of expirations, `YYYY-MM-DD`: its own, that of a group with the same
 * expiration, or for the nearest the summary's. Null when unknown; `all_other` has several.
 */
export function groupDate(parts: AvailableParts, expiration: ExpirationGroup): string | null {
  const groups = parts.expirations?.data.expirations ?? [];
  const first = groups.find((group) => group.expiration === expiration)?.sameAs ?? expiration;
  const same = groups.filter((group) => (group.sameAs ?? group.expiration) === first);
  const own = same.find(({ date }) => date !== null)?.date ?? null;
  if (own !== null || first !== "nearest") return own;
  return parts.gex?.data.nearestExpiration ?? null;
}

/** Calendar days from today to a group's date. Null without a date. Negative: it has passed. */
export function daysToGroup(
  parts: AvailableParts,
  expiration: ExpirationGroup,
  now: number,
): number | null {
  const date = groupDate(parts, expiration);
  return date === null ? null : daysUntil(date, now);
}

import type { ExpirationGroup } from "@/lib/contract/market/expirations-data";
import type { AvailableParts } from "./available-parts";
import { daysBetween, newYorkDate } from "./new-york-date";

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

/**
 * Calendar days from the day of the expirations' own time to a group's date. Null without a date,
 * and for a date that has passed.
 */
export function daysToGroup(parts: AvailableParts, expiration: ExpirationGroup): number | null {
  const [date, asOf] = [groupDate(parts, expiration), parts.expirations?.asOf];
  if (date === null || asOf === undefined) return null;
  const days = daysBetween(newYorkDate(asOf), date);
  return days < 0 ? null : days;
}

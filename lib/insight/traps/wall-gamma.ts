import { type AvailableParts, finite } from "@/lib/insight/available-parts";
import { daysToGroup } from "@/lib/insight/group-dates";

/**
 * The |gamma| at one strike by when it expires, in the upstream's own unit. `next` is after the
 * soon days. `undated`: of named groups whose date is not known. `other`: of all other expirations.
 */
type WallGamma = {
  soon: number;
  next: number;
  undated: number;
  other: number;
  all: number;
};

/** Days count from today at `now`, ms. */
type Days = { soonDays: number; nextDays: number; now: number };

/**
 * Divides a strike's |gamma| by the dates of its expirations, each counted once. Null without the
 * strike or with a missing group. Gamma that expires after `nextDays` is in `all` only. Expired
 * gamma holds nothing and is nowhere.
 */
export function wallGamma(
  parts: AvailableParts,
  wall: number | null,
  { soonDays, nextDays, now }: Days,
): WallGamma | null {
  const { expirations = [], strikes = [] } = parts.expirations?.data ?? {};
  const atWall = strikes.find(({ strike }) => strike === wall);
  if (atWall === undefined) return null;
  const sum: WallGamma = { soon: 0, next: 0, undated: 0, other: 0, all: 0 };
  for (const { expiration, sameAs } of expirations) {
    if (sameAs !== null) continue;
    const gamma = atWall[expiration];
    if (gamma === null) return null;
    const size = Math.abs(gamma);
    const days = daysToGroup(parts, expiration, now);
    if (days !== null && days < 0) continue;
    sum.all += size;
    if (days === null) sum[expiration === "all_other" ? "other" : "undated"] += size;
    else if (days <= soonDays) sum.soon += size;
    else if (days <= nextDays) sum.next += size;
  }
  return sum;
}

/**
 * The dated share of a wall's |gamma| that expires soon. Null when the groups without a date could
 * lift it over the limit.
 */
export function soonShare(gamma: WallGamma | null, limit: number): number | null {
  if (gamma === null) return null;
  const dated = finite(gamma.soon / gamma.all);
  const atMost = finite((gamma.soon + gamma.undated) / gamma.all);
  if (dated === null || atMost === null) return null;
  return dated <= limit && atMost > limit ? null : dated;
}

import type { Input } from "@/lib/contract/market/input";
import type { Trap } from "@/lib/contract/market/psychology";
import { type AvailableParts, inputFrom } from "@/lib/insight/available-parts";
import { daysToGroup } from "@/lib/insight/group-dates";
import { groupShares } from "@/lib/insight/group-shares";
import type { Rules } from "@/lib/insight/thresholds";
import { daysUntil } from "@/lib/new-york-time";
import { judgeTrap } from "./judge-trap";

/** Much of the gamma in the next expiration. */
export function readRollOffTrap(parts: AvailableParts, { expiringShare, now }: Rules): Trap {
  const share = nearestShareInput(parts, now);
  const hasPassed = share.value === null && (daysToGroup(parts, "nearest", now) ?? 0) < 0;
  const about = {
    id: "expiry-concentration",
    name: "Gamma roll-off",
    mistake:
      "Expecting the same price action after the next expiration, when much of today's gamma rolls off.",
    note: hasPassed ? PASSED : null,
  } as const;
  const condition = {
    measure: share.name,
    value: share.value,
    unit: "fraction",
    comparison: "at-least",
    limit: expiringShare,
  } as const;
  return judgeTrap(about, [share], [condition]);
}

/** Why an input about the nearest expiration is missing on the days after it. */
export const PASSED = "The nearest expiration in this data has passed.";

/**
 * The summary's share is of net GEX. Without it, the share is of |gamma| by strike, as on the gamma
 * page. The two differ where calls and puts cancel, so each has its name. An expiration that has
 * passed is not the next one, so its share is missing.
 */
function nearestShareInput(parts: AvailableParts, now: number): Input {
  const ofNet = { name: "Share of net GEX in the next expiration", unit: "fraction" } as const;
  const headline = inputFrom(parts, "gex", ofNet, (data) => {
    const { nearestExpirationShare: share, nearestExpiration: date } = data;
    if (date !== null && daysUntil(date, now) < 0) return null;
    return share !== null && share >= 0 && share <= 1 ? share : null;
  });
  if (headline.value !== null) return headline;
  const ofSize = { name: "Share of |gamma| in the next expiration", unit: "fraction" } as const;
  const groups = inputFrom(parts, "expirations", ofSize, () => {
    const groups = groupShares(parts);
    if (groups.kind === "missing" || (daysToGroup(parts, "nearest", now) ?? 0) < 0) return null;
    return groups.shares.find(({ expiration }) => expiration === "nearest")?.share ?? null;
  });
  return groups.value === null && headline.asOf !== null ? headline : groups;
}

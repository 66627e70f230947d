import type { ExpirationGroup } from "@/lib/contract/expirations-data";
import { demoFigures } from "./demo-figures";
import type { DemoSymbol } from "./demo-symbols";

/**
 * The part of gamma in each group of expirations: the headline's own, and the rest divided. The
 * nearest is a Friday, so it is the first weekly one too; a third Friday is the first monthly one
 * besides. Such groups have the same part: there is one expiration behind them.
 */
export function demoShares(symbol: DemoSymbol, minute: number): Record<ExpirationGroup, number> {
  const { nearestExpirationShare, nearestExpiration } = demoFigures(symbol, minute);
  const nearest = nearestExpirationShare ?? 0;
  const rest = 1 - nearest;
  return isThirdOfMonth(nearestExpiration)
    ? { nearest, first_weekly: nearest, first_monthly: nearest, all_other: rest }
    : { nearest, first_weekly: nearest, first_monthly: 0.45 * rest, all_other: 0.55 * rest };
}

/** Of its weekday, as `YYYY-MM-DD`. */
function isThirdOfMonth(day: string | null): boolean {
  return day !== null && Math.ceil(Number(day.slice(8)) / 7) === 3;
}

import type { ExpirationGroup } from "@/lib/contract/market/expirations-data";
import { demoFraction } from "./demo-fraction";
import type { DemoSymbol } from "./demo-symbols";
import { weeklyExpiration } from "./weekly-expiration";

/**
 * The share of gamma in each group of expirations. The nearest is a Friday, so it is also the first
 * weekly one. A third Friday is also the first monthly one, and has more. Groups with the same
 * expiration have the same share. `minute`: minutes since 1970.
 */
export function demoShares(symbol: DemoSymbol, minute: number): Record<ExpirationGroup, number> {
  const expiration = weeklyExpiration(minute);
  const isMonthly = Math.ceil(Number(expiration.slice(8)) / 7) === 3;
  const usual = 0.08 + 0.34 * demoFraction(symbol.name, `share ${expiration}`);
  const nearest = Number((isMonthly ? usual + 0.2 : usual).toFixed(4));
  const rest = 1 - nearest;
  return isMonthly
    ? { nearest, first_weekly: nearest, first_monthly: nearest, all_other: rest }
    : { nearest, first_weekly: nearest, first_monthly: 0.45 * rest, all_other: 0.55 * rest };
}

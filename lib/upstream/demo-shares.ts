import type { ExpirationGroup } from "@/lib/contract/expirations-data";
import { demoFigures } from "./demo-figures";
import type { DemoSymbol } from "./demo-symbols";

/** The part of gamma in each group of expirations: the headline's own, and the rest divided. */
export function demoShares(symbol: DemoSymbol, minute: number): Record<ExpirationGroup, number> {
  const nearest = demoFigures(symbol, minute).nearestExpirationShare ?? 0;
  const rest = 1 - nearest;
  return {
    nearest,
    first_weekly: 0.25 * rest,
    first_monthly: 0.35 * rest,
    all_other: 0.4 * rest,
  };
}

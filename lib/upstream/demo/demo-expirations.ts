import type { ExpirationsData } from "@/lib/contract/market/expirations-data";
import { groupExpirations } from "@/lib/upstream/figures/expiration-groups";
import { demoCurve } from "./demo-curve";
import { demoFigures } from "./demo-figures";
import { demoShares } from "./demo-shares";
import type { DemoSymbol } from "./demo-symbols";

/** The gamma of one minute's curve by expiration. */
export function demoExpirations(symbol: DemoSymbol, minute: number): ExpirationsData {
  const curve = demoCurve(symbol, minute, "combined");
  const shares = demoShares(symbol, minute);
  const strikes = curve.strikes.map(({ strike, netGex }) => {
    const part = (share: number) => (netGex ?? 0) * share;
    return {
      strike,
      combined: netGex,
      nearest: part(shares.nearest),
      first_weekly: part(shares.first_weekly),
      first_monthly: part(shares.first_monthly),
      all_other: part(shares.all_other),
    };
  });
  const { spot, strikesLeftOut } = curve;
  return { spot, ...groupExpirations(strikes, datesOf(symbol, minute)), strikesLeftOut };
}

/** The nearest expiration is a Friday, so it is also the first weekly one. */
function datesOf(symbol: DemoSymbol, minute: number) {
  const { nearestExpiration: nearest } = demoFigures(symbol, minute);
  const first_monthly = nearest === null ? null : thirdFridayFrom(nearest);
  return { nearest, first_weekly: nearest, first_monthly };
}

/** The first third Friday of a month that is not before a Friday, both `YYYY-MM-DD`. */
function thirdFridayFrom(friday: string): string {
  const date = new Date(friday);
  while (Math.ceil(date.getUTCDate() / 7) !== 3) date.setUTCDate(date.getUTCDate() + 7);
  return date.toISOString().slice(0, 10);
}

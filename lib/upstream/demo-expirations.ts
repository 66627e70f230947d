import type { ExpirationsData } from "@/lib/contract/expirations-data";
import { demoCurve } from "./demo-curve";
import { demoShares } from "./demo-shares";
import type { DemoSymbol } from "./demo-symbols";
import { groupExpirations } from "./expiration-groups";

/** When the gamma of one minute's curve expires. */
export function demoExpirations(symbol: DemoSymbol, minute: number): ExpirationsData {
  const curve = demoCurve(symbol, minute, "combined");
  const shares = demoShares(symbol, minute);
  const told = curve.strikes.map(({ strike, netGex }) => {
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
  const strikes = told.map(({ combined: _, ...strike }) => strike);
  const { spot, strikesLeftOut } = curve;
  return { spot, ...groupExpirations(told), strikes, strikesLeftOut };
}

import type { CurveData } from "@/lib/contract/market/curve-data";
import type { Expiry } from "@/lib/contract/market/wanted";
import { demoPath } from "./demo-path";
import { demoShares } from "./demo-shares";
import { demoState } from "./demo-state";
import { demoStrikes } from "./demo-strikes";
import type { DemoSymbol } from "./demo-symbols";
import { weeklyExpiration } from "./weekly-expiration";

/**
 * The curve of one minute (minutes since 1970), consistent with the summary: its strikes add up to
 * the net gamma and to the put/call ratio of open interest, the most gamma is at the summary's
 * strike, and one expiry has its share of all gamma.
 */
export function demoCurve(symbol: DemoSymbol, minute: number, expiry: Expiry): CurveData {
  const state = demoState(demoPath(symbol, minute), minute);
  const shares = demoShares(symbol, minute);
  const part =
    expiry === "nearest" ? shares.nearest : expiry === "first_monthly" ? shares.first_monthly : 1;
  return {
    expiry,
    expiration: expiry === "nearest" ? weeklyExpiration(minute) : null,
    spot: state.spot,
    netGex: Math.round(state.netGex * part),
    flip: expiry === "combined" ? state.flip : null,
    strikes: demoStrikes(symbol, state, part),
    strikesLeftOut: 0,
  };
}

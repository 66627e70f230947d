import type { Setup, SetupsData } from "@/lib/contract/market/setups-data";
import { isSetupList, type SetupList } from "@/lib/contract/values/resources";
import { demoFraction } from "./demo-fraction";
import { demoPath, momentOf } from "./demo-path";
import { demoState, roundTo } from "./demo-state";
import { DEMO_SHARES, findDemoSymbol } from "./demo-symbols";

/** How many symbols a list usually has, and which way they go; null: either way. */
const LISTS: Record<SetupList, { usual: number; direction: Setup["direction"] }> = {
  top_setups: { usual: 40, direction: null },
  momentum_breakout: { usual: 16, direction: "long" },
  capitulation_reversal: { usual: 8, direction: "long" },
  range_premium_seller: { usual: 24, direction: "neutral" },
  trend_pullback: { usual: 18, direction: "long" },
  highvol_breakdown: { usual: 10, direction: "short" },
};

/**
 * A list of one minute (minutes since 1970), chosen for each trading day from the shares and
 * funds of the search, the highest score first. Price and IV rank are those of that minute. Scores
 * are invented.
 */
export function demoSetups(list: string, minute: number): SetupsData {
  const none = { unreadableRows: 0, duplicateRows: 0, setupsLeftOut: 0 };
  if (!isSetupList(list)) return { setups: [], ...none };
  const { usual, direction } = LISTS[list];
  const { day } = momentOf(minute);
  const count = Math.round(usual * (0.75 + 0.5 * demoFraction(list, `count ${day}`)));
  const setups = DEMO_SHARES.map((name) => ({ name, rank: demoFraction(name, `${list} ${day}`) }))
    .sort((one, other) => other.rank - one.rank)
    .slice(0, count)
    .flatMap(({ name }, place) => setupOf(name, minute, place / count, direction) ?? []);
  return { setups, ...none };
}

/** `place`: 0 for the first of the list, below 1 for the last. */
function setupOf(
  name: string,
  minute: number,
  place: number,
  direction: Setup["direction"],
): Setup | null {
  const symbol = findDemoSymbol(name);
  if (symbol === null) return null;
  const { spot, ivRank, netGex } = demoState(demoPath(symbol, minute), minute);
  return {
    symbol: name,
    opportunityScore: roundTo(9.6 - 5 * place, 2),
    direction: direction ?? (netGex >= 0 ? "long" : "short"),
    price: spot,
    ivRank,
  };
}

import { isSetupList, type SetupList } from "@/lib/contract/values/resources";

/** The lists of setups, as people say them. */
export const LIST_WORDS: Record<SetupList, string> = {
  top_setups: "Top setups",
  momentum_breakout: "Momentum breakout",
  capitulation_reversal: "Capitulation reversal",
  range_premium_seller: "Range premium seller",
  trend_pullback: "Trend pullback",
  highvol_breakdown: "High-volatility breakdown",
};

/** The same for a name of which only the text is known. */
export function listWords(name: string): string {
  return isSetupList(name) ? LIST_WORDS[name] : name;
}

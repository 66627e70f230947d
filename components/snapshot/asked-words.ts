import { partsOfName } from "@/lib/client/tab/wanted-name";
import { listWords } from "./list-words";

const EXPIRIES: Record<string, string> = {
  combined: "",
  nearest: ", nearest expiration",
  first_monthly: ", first monthly expiration",
};

/**
 * What was requested, as people say it, from its name in this tab (`wantedName`): `SPY`,
 * `SPY by strike`, `SPY by strike, 2026-12-18`, `SPY history, 180d`, `SPY expirations`, `Top setups`.
 */
export function askedWords(name: string): string {
  const { symbol, what, option } = partsOfName(name);
  if (what === "") return symbol;
  if (what === "setups") return listWords(symbol);
  if (what === "curve") return `${symbol} by strike${EXPIRIES[option] ?? `, ${option}`}`;
  return option === "" ? `${symbol} ${what}` : `${symbol} ${what}, ${option}`;
}

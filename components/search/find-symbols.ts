import { parseSymbol } from "@/lib/contract/market/parse-symbol";

export type Found = { symbol: string; name: string };

/** How well a symbol matches the typed text. Lower is better. Null: no match. */
function rankOf({ symbol, name }: Found, text: string, exact: string | null): number | null {
  if (symbol === text || symbol === exact) return 0;
  if (symbol.startsWith(text)) return 1;
  const words = name.toUpperCase();
  if (words.startsWith(text)) return 2;
  if (words.includes(` ${text}`)) return 3;
  return symbol.includes(text) || words.includes(text) ? 4 : null;
}

/**
 * Returns at most `most` symbols that match the text, best first. Equal matches keep the list's
 * order. Another spelling (`^GSPC`, `brk-b`) finds the symbol, and a mark before a name is ignored.
 */
export function findSymbols(list: readonly Found[], typed: string, most: number): Found[] {
  const text = typed.trim().toUpperCase();
  if (text === "") return list.slice(0, most);
  const exact = parseSymbol(typed);
  const unmarked = text.replace(/^[$^.](?=.)/, "");
  return list
    .flatMap((found) => {
      const rank = rankOf(found, unmarked, exact);
      return rank === null ? [] : [{ found, rank }];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ found }) => found);
}

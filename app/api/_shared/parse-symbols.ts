import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import { symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import { ProblemError } from "@/lib/http/answer/problem-error";

/** The parsed symbols of a request. */
export type ParsedSymbols = {
  /** The valid symbols, each once, in the order of the request. */
  named: string[];
  /** The valid symbols that were sent more than once. */
  duplicates: string[];
  /** The invalid symbols, by their index in the request. */
  malformed: { index: number; pointer: string; detail: string }[];
  /** The first index of each symbol in the request. */
  indexOf(symbol: string): number;
};

/** Parses the symbols of a body. Throws ProblemError unprocessable if there are too many, or none. */
export function parseSymbols(
  symbols: readonly string[],
  most: number,
  each: string,
): ParsedSymbols {
  if (symbols.length > most) {
    throw new ProblemError("unprocessable", `At most ${most} symbols ${each}.`);
  }
  const parsed = symbols.map(parseSymbol);
  const malformed = parsed.flatMap((symbol, index) =>
    symbol === null
      ? [{ index, pointer: `/symbols/${index}`, detail: symbolRefusal(symbols[index]) }]
      : [],
  );
  const good = parsed.filter((symbol) => symbol !== null);
  const named = [...new Set(good)];
  if (named.length === 0) {
    const errors = malformed.slice(0, 20).map(({ pointer, detail }) => ({ pointer, detail }));
    throw new ProblemError("unprocessable", "No valid symbol in the list.", { errors });
  }
  const duplicates = named.filter((symbol) => good.indexOf(symbol) !== good.lastIndexOf(symbol));
  return { named, duplicates, malformed, indexOf: (symbol) => parsed.indexOf(symbol) };
}

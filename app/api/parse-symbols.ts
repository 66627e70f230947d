import { parseSymbol } from "@/lib/contract/parse-symbol";
import { ProblemError } from "@/lib/http/problem-error";

const MALFORMED = "This is not a ticker symbol.";

/** A list of symbols as it was sent, each read by itself. */
export type ParsedSymbols = {
  /** Well formed, each once, in the order they were sent. */
  named: string[];
  /** Those of them that stand there more than once. */
  duplicates: string[];
  /** The others, by their place in the list. */
  malformed: { index: number; pointer: string; detail: string }[];
  /** Where in the list a symbol stands first. */
  indexOf(symbol: string): number;
};

/** Reads the symbols of a body. Throws ProblemError unprocessable when there are too many, or none. */
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
    symbol === null ? [{ index, pointer: `/symbols/${index}`, detail: MALFORMED }] : [],
  );
  const good = parsed.filter((symbol) => symbol !== null);
  const named = [...new Set(good)];
  if (named.length === 0) {
    const errors = malformed.slice(0, 20).map(({ pointer, detail }) => ({ pointer, detail }));
    throw new ProblemError("unprocessable", "None of these is a ticker symbol.", { errors });
  }
  const duplicates = named.filter((symbol) => good.indexOf(symbol) !== good.lastIndexOf(symbol));
  return { named, duplicates, malformed, indexOf: (symbol) => parsed.indexOf(symbol) };
}

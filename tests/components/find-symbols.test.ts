import { expect, test } from "vitest";
import { findSymbols } from "@/components/search/find-symbols";
import names from "@/components/search/us-symbols.json";
import { parseSymbol } from "@/lib/contract/parse-symbol";

const known = Object.entries(names).map(([symbol, name]) => ({ symbol, name }));
const found = (typed: string, most = 3) =>
  findSymbols(known, typed, most).map(({ symbol }) => symbol);

test("the symbol itself comes first, then what begins with it, then names", () => {
  expect(found("t")[0]).toBe("T");
  expect(found("spx")).toEqual(["SPX", "SPXL", "SPXS"]);
  expect(found("micros")[0]).toBe("MSFT");
  expect(found("  depot ")).toEqual(["HD"]);
});

test("what fits nothing finds nothing, and nothing typed finds the first", () => {
  expect(found("no such thing")).toEqual([]);
  expect(found("", 2)).toEqual(["SPY", "QQQ"]);
});

test("every symbol of the list is one that can be asked for", () => {
  expect(known.filter(({ symbol }) => parseSymbol(symbol) !== symbol)).toEqual([]);
  expect(known.length).toBeGreaterThan(400);
});

import { expect, test } from "vitest";
import { findSymbols } from "@/components/search/find-symbols";
import names from "@/components/search/us-symbols.json";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";

const known = Object.entries(names).map(([symbol, name]) => ({ symbol, name }));
const found = (typed: string, most = 3) =>
  findSymbols(known, typed, most).map(({ symbol }) => symbol);

test("puts the symbol itself first, then prefixes, then names", () => {
  expect(found("t")[0]).toBe("T");
  expect(found("spx")).toEqual(["SPX", "SPXL", "SPXS"]);
  expect(found("micros")[0]).toBe("MSFT");
  expect(found("  depot ")).toEqual(["HD"]);
});

test("finds a symbol by its other spellings", () => {
  for (const typed of ["^spx", "^GSPC", "$spx", "spxw"]) expect(found(typed)[0]).toBe("SPX");
  for (const typed of ["brk-b", "BRK/B", "brkb", "brk b"]) expect(found(typed)[0]).toBe("BRK.B");
  expect(found("^vi")[0]).toBe("VIX");
});

test("finds nothing for a misfit, and the first for nothing typed", () => {
  expect(found("no such thing")).toEqual([]);
  expect(found("", 2)).toEqual(["SPY", "QQQ"]);
});

test("lists only symbols that can be asked for", () => {
  expect(known.filter(({ symbol }) => parseSymbol(symbol) !== symbol)).toEqual([]);
  expect(known.length).toBeGreaterThan(400);
});

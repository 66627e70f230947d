import { describe, expect, test } from "vitest";
import { parseSymbol } from "@/lib/contract/market/parse-symbol";
import { lookalikeIn, symbolRefusal } from "@/lib/contract/market/symbol-refusal";

describe("one instrument has one symbol", () => {
  test.each([
    ["BRK.B", ["BRK.B", "BRK-B", "BRK/B", "brk/b", "BRKB", "brk b"]],
    ["BF.B", ["BF.B", "BF-B", "BF/B", "BFB"]],
    ["HEI.A", ["HEI.A", "HEI-A", "HEI/A"]],
    ["SPX", ["SPX", "spx", "^SPX", "$SPX", ".SPX", "^GSPC", "$SPX.X", ".INX", "SPXW"]],
    ["VIX", ["VIX", "^VIX", "$VIX", ".VIX", "$VIX.X", "VIXW"]],
    ["NDX", ["NDX", "^NDX", "$NDX", ".NDX", "$IUXX", "NDXP"]],
    ["RUT", ["RUT", "^RUT", "$RUT", "RUTW"]],
    ["DJX", ["DJX", "^DJX", "$DJX"]],
    ["DJI", ["DJI", "^DJI", "$DJI", ".DJI", "$DOWI", "DJIA"]],
  ])("%s", (symbol, spellings) => {
    expect(spellings.map(parseSymbol)).toEqual(spellings.map(() => symbol));
  });

  test("keeps DJX, a hundredth of DJI, apart from it", () => {
    expect(parseSymbol("^DJX")).not.toBe(parseSymbol("^DJI"));
  });

  test("takes no mark off a name that a stock has too", () => {
    // ^DJT is the Dow's transport average, DJT a company.
    expect(parseSymbol("^DJT")).toBe("^DJT");
    expect(parseSymbol("$DJT")).toBeNull();
    expect(parseSymbol(".SPY")).toBeNull();
  });

  test.each(["SPY", "ES=F", "BTC-USD", "ABC.WS", "T", "TOSTRING", "^TNX"])("leaves %s", (text) => {
    expect(parseSymbol(text)).toBe(text);
  });

  test("a symbol is its own symbol", () => {
    for (const text of ["^GSPC", "BRK/B", "$VIX", "BFB", "NDXP", "^DJT"]) {
      const symbol = parseSymbol(text);
      expect(parseSymbol(symbol)).toBe(symbol);
    }
  });
});

describe("a letter that only looks right", () => {
  test.each([
    ["\u0410APL", "the letter \u0410 is Cyrillic"],
    ["\u0391APL", "the letter \u0391 is Greek"],
    ["\uff21\uff21\uff30\uff2c", "the letter \uff21 is full-width"],
    ["\u0131bm", "the letter \u0131 is not one from A to Z"],
    ["AAPL\u200b", "it contains the invisible character U+200B"],
    ["SPY\u00a0", "it contains the invisible character U+00A0"],
    ["\u00a0SPY", "it contains the invisible character U+00A0"],
    ["\u202eYPS", "it contains the invisible character U+202E"],
    ["\u{1f680}", "it contains the character U+1F680"],
    ["\u05d0BC", "it contains the character U+05D0"],
  ])("is refused by name in %j", (text, reason) => {
    expect(parseSymbol(text)).toBeNull();
    expect(lookalikeIn(text)).toBe(reason);
    expect(symbolRefusal(text)).toBe(`Not a valid symbol: ${reason}.`);
  });

  test("is none in plain text, however wrong that is", () => {
    expect(lookalikeIn("FOO!")).toBeNull();
    expect(symbolRefusal("FOO!")).toBe("Not a valid symbol.");
    expect(symbolRefusal(7)).toBe("Not a valid symbol.");
    expect(symbolRefusal(`${"A".repeat(50_000)}\u0410`)).toBe("Not a valid symbol.");
  });
});

import { describe, expect, test } from "vitest";
import { symbolsIn } from "@/lib/client/watchlist/symbols-in-text";
import { addSymbols, moveSymbol } from "@/lib/client/watchlist/watchlist";
import { WATCHLIST_MOST } from "@/lib/contract/visitor/preferences";

describe("symbols come out of text", () => {
  test.each([
    ["spy, qqq;iwm\nBRK.B\tzm", ["spy", "qqq", "iwm", "BRK.B", "zm"]],
    ["###Tech,NASDAQ:AAPL,NYSE:BRK.B", ["AAPL", "BRK.B"]],
    ["###MAG 7,NASDAQ:QQQ/AMEX:SPY,1", ["NASDAQ:QQQ/AMEX:SPY", "1"]],
    [" , ;\n", []],
  ])("of %j", (text, symbols) => {
    expect(symbolsIn(text)).toEqual(symbols);
  });
});

describe("adding", () => {
  test("puts symbols at the end, and separates repeats from nonsense", () => {
    expect(addSymbols(["SPY"], ["qqq", "SPY", "QQQ", "a b", "---", "---"])).toEqual({
      watchlist: ["SPY", "QQQ"],
      added: ["QQQ"],
      duplicates: ["SPY", "QQQ"],
      malformed: ["a b", "---"],
      left: [],
    });
  });

  test("stops where the list is full and says what was left", () => {
    const full = Array.from({ length: WATCHLIST_MOST }, (_, index) => `S${index}`);
    expect(addSymbols(full, ["SPY"])).toMatchObject({ watchlist: full, left: ["SPY"] });
  });
});

describe("moving", () => {
  test("changes one place, stops at an end, and ignores the unknown", () => {
    const list = ["A", "B", "C"];
    expect(moveSymbol(list, "C", 0)).toEqual(["C", "A", "B"]);
    expect(moveSymbol(list, "A", 1)).toEqual(["B", "A", "C"]);
    expect(moveSymbol(list, "A", 9)).toEqual(["B", "C", "A"]);
    expect(moveSymbol(list, "A", -1)).toEqual(list);
    expect(moveSymbol(list, "Z", 0)).toBe(list);
  });
});

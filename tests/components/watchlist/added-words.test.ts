import { expect, test } from "vitest";
import { addedWords } from "@/components/watchlist/edit/added-words";
import { addSymbols } from "@/lib/client/watchlist/watchlist";

const words = (texts: string[]) => addedWords(addSymbols(["SPY", "QQQ"], texts));

test("names duplicates and bad symbols apart", () => {
  expect(words(["ZM", "spy", "n@pe", "qqq"])).toEqual({
    done: "ZM added to the watchlist",
    left: "n@pe is not a valid symbol. SPY and QQQ are already in the list.",
  });
});

test("names a letter that only looks right", () => {
  expect(words(["n@pe", "\u0410APL", "\uff21\uff21\uff30\uff2c", "x y"]).left).toBe(
    "\u0410APL is not a valid symbol: the letter \u0410 is Cyrillic. " +
      "\uff21\uff21\uff30\uff2c is not a valid symbol: the letter \uff21 is full-width. " +
      "n@pe and x y are not valid symbols.",
  );
});

test("keeps one row for every spelling of an instrument", () => {
  expect(words(["^GSPC", "$SPX", "brk/b", "BRK-B"])).toEqual({
    done: "SPX and BRK.B added to the watchlist",
    left: "SPX and BRK.B are already in the list.",
  });
});

test("names part of a long list and counts the rest", () => {
  expect(words(["A", "B", "C", "D", "E", "F", "G"])).toEqual({
    done: "A, B, C, D, E, and 2 more added to the watchlist",
    left: null,
  });
  expect(words(["x".repeat(500)]).left).toBe("xxxxxxxxxxx… is not a valid symbol.");
});

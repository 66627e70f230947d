import { expect, test } from "vitest";
import { addedWords } from "@/components/watchlist/added-words";
import { addSymbols } from "@/lib/client/watchlist";

const words = (texts: string[]) => addedWords(addSymbols(["SPY", "QQQ"], texts));

test("duplicates and bad symbols are told apart, by name", () => {
  expect(words(["ZM", "spy", "n@pe", "qqq"])).toEqual({
    done: "ZM added to the watchlist",
    left: "n@pe is no symbol. SPY and QQQ are there already.",
  });
});

test("a long list is named in part and counted", () => {
  expect(words(["A", "B", "C", "D", "E", "F", "G"])).toEqual({
    done: "A, B, C, D, E, and 2 more added to the watchlist",
    left: null,
  });
  expect(words(["x".repeat(500)]).left).toBe("xxxxxxxxxxx… is no symbol.");
});

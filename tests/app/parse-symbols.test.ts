import { expect, test } from "vitest";
import { parseSymbols } from "@/app/api/_shared/parse-symbols";
import type { ProblemError } from "@/lib/http/answer/problem-error";

test("makes one row of every spelling of an instrument", () => {
  const sent = ["BRK.B", "BRK-B", "brk/b", "SPX", "^SPX", "^GSPC", "$SPX", "VIX", "^VIX", "SPY"];
  const { named, duplicates, malformed, indexOf } = parseSymbols(sent, 10, "per scan");
  expect(named).toEqual(["BRK.B", "SPX", "VIX", "SPY"]);
  expect(duplicates).toEqual(["BRK.B", "SPX", "VIX"]);
  expect(malformed).toEqual([]);
  expect(indexOf("SPX")).toBe(3);
});

test("names each letter that only looks right, and keeps the rest", () => {
  const { named, malformed } = parseSymbols(["\u0410APL", "SPY", "n@pe"], 10, "per scan");
  expect(named).toEqual(["SPY"]);
  expect(malformed).toEqual([
    {
      index: 0,
      pointer: "/symbols/0",
      detail: "Not a valid symbol: the letter \u0410 is Cyrillic.",
    },
    { index: 2, pointer: "/symbols/2", detail: "Not a valid symbol." },
  ]);
});

test("refuses a list of lookalikes alone, with each reason", () => {
  const refused = (): ProblemError | null => {
    try {
      parseSymbols(["\uff33\uff30\uff39"], 10, "per scan");
    } catch (error) {
      return error as ProblemError;
    }
    return null;
  };
  expect(refused()).toMatchObject({
    slug: "unprocessable",
    extra: { errors: [{ detail: "Not a valid symbol: the letter \uff33 is full-width." }] },
  });
});

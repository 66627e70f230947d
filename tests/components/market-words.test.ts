import { expect, test } from "vitest";
import { marketWords } from "@/components/quota/market-words";

const CLOSE = Date.parse("2026-03-04T21:00:00.000Z");
const open = { state: "open", nextChangeAt: new Date(CLOSE).toISOString() } as const;

test("shows a session with its end, and no longer than it lasts", () => {
  const shown = { word: "Open", until: "until Wednesday 16:00 ET" };
  expect(marketWords(open, CLOSE - 1_000)).toEqual(shown);
  expect(marketWords(open, CLOSE)).toBeNull();
});

test("shows a session that never ends at all times", () => {
  const always = marketWords({ state: "open", nextChangeAt: null }, CLOSE);
  expect(always).toEqual({ word: "Open", until: "at all times" });
});

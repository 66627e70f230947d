import { expect, test } from "vitest";
import { outcomeWords } from "@/components/notices/outcome-words";
import type { Outcome } from "@/lib/client/watch-outcomes";

const landed = (name: string, sharedWith = 0): Outcome => ({
  kind: "landed",
  name,
  waited: true,
  sharedWith,
});
const refused: Outcome = {
  kind: "refused",
  name: "ZZZ",
  waited: true,
  refusal: { reason: "unknown-symbol", detail: "No.", readyAt: null },
};

test("landings that ended together are one sentence", () => {
  expect(outcomeWords([landed("SPY"), landed("QQQ"), landed("IWM")])).toEqual({
    text: "SPY, QQQ, and IWM landed",
    detail: null,
    failed: false,
  });
});

test("a part is told in the words of its panel", () => {
  const names = [
    "SPY curve combined",
    "SPY curve 2026-12-18",
    "SPY history 180d",
    "SPY expirations",
  ];
  expect(names.map((name) => outcomeWords([landed(name)]).text)).toEqual([
    "SPY by strike landed",
    "SPY by strike, 2026-12-18 landed",
    "SPY history, 180d landed",
    "SPY expirations landed",
  ]);
});

test("a shared call says how many people it served", () => {
  expect(outcomeWords([landed("SPY", 2)]).detail).toBe("3 people asked for SPY: one call.");
});

test("what failed is never left out", () => {
  expect(outcomeWords([landed("SPY"), refused])).toEqual({
    text: "SPY landed",
    detail: "ZZZ: Unknown symbol.",
    failed: true,
  });
  expect(outcomeWords([refused])).toEqual({
    text: "ZZZ: Unknown symbol",
    detail: null,
    failed: true,
  });
});

test("a call that failed says from when the figures are that stay", () => {
  const failed: Outcome = { kind: "failed", name: "SPY", waited: false, shownAgeMs: 720_000 };
  expect(outcomeWords([failed])).toEqual({
    text: "SPY: the last call failed, what is shown is from 12 min ago",
    detail: null,
    failed: true,
  });
});

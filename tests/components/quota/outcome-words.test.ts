import { expect, test } from "vitest";
import { outcomeWords } from "@/components/notices/outcome-words";
import type { Outcome } from "@/lib/client/asks/watch-outcomes";

const loaded = (name: string, sharedWith = 0): Outcome => ({
  kind: "loaded",
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

test("joins landings that ended together in one sentence", () => {
  expect(outcomeWords([loaded("SPY"), loaded("QQQ"), loaded("IWM")])).toEqual({
    text: "3 symbols updated",
    detail: null,
    failed: false,
  });
});

test("names a part in the words of its panel", () => {
  const names = [
    "SPY curve combined",
    "SPY curve 2026-12-18",
    "SPY history 180d",
    "SPY expirations",
  ];
  expect(names.map((name) => outcomeWords([loaded(name)]).text)).toEqual([
    "SPY by strike updated",
    "SPY by strike, 2026-12-18 updated",
    "SPY history, 180d updated",
    "SPY expirations updated",
  ]);
});

test("counts parts of one symbol as one update", () => {
  expect(outcomeWords([loaded("SPY"), loaded("SPY history 180d")]).text).toBe("SPY updated");
});

test("names a list as what it is, never as a symbol", () => {
  const [top, trend] = [loaded("top_setups setups"), loaded("trend_pullback setups")];
  expect(outcomeWords([top]).text).toBe("Top setups updated");
  expect(outcomeWords([loaded("SPY"), loaded("QQQ"), top]).text).toBe(
    "2 symbols, Top setups updated",
  );
  expect(outcomeWords([top, trend]).text).toBe("Top setups, Trend pullback updated");
});

test("says how many people a shared call served", () => {
  expect(outcomeWords([loaded("SPY", 2)]).detail).toBe("SPY: 1 API call served 3 people.");
});

test("never leaves out what failed", () => {
  expect(outcomeWords([loaded("SPY"), refused])).toEqual({
    text: "SPY updated",
    detail: "ZZZ: Unknown symbol.",
    failed: true,
  });
  expect(outcomeWords([refused])).toEqual({
    text: "ZZZ: Unknown symbol",
    detail: null,
    failed: true,
  });
});

test("says from when the figures are after a failed call", () => {
  const failed: Outcome = { kind: "failed", name: "SPY", waited: false, shownAgeMs: 720_000 };
  expect(outcomeWords([failed])).toEqual({
    text: "SPY refresh failed, showing data from 12 min ago",
    detail: null,
    failed: true,
  });
});

import { expect, test } from "vitest";
import { searchGroups } from "@/components/search/search-groups";

const shown = (typed: string, recent: readonly string[], watchlist: readonly string[] = []) =>
  searchGroups(typed, recent, watchlist).map(
    ({ heading, found }) => `${heading}: ${found.map(({ symbol }) => symbol).join(" ")}`,
  );

test("shows recent symbols, then watched ones, with nothing typed", () => {
  expect(shown("", ["QQQ", "SPY"], ["SPY", "IWM"])).toEqual(["Recent: QQQ SPY", "Watchlist: IWM"]);
});

test("puts the last opened first among matches, none twice", () => {
  const [recent, symbols] = shown("n", ["NVDA", "SPY", "NFLX"]);
  expect(recent).toBe("Recent: NVDA NFLX");
  expect(symbols).toMatch(/^Symbols: /);
  expect(symbols).not.toMatch(/NVDA|NFLX/);
});

test("keeps a symbol typed in full as what Enter opens", () => {
  expect(shown("t", ["TSLA"]).slice(0, 2)).toEqual(["Symbol: T", "Recent: TSLA"]);
  expect(shown("tsla", ["TSLA", "SPY"])[0]).toBe("Recent: TSLA");
});

test("opens a listed symbol by another spelling, and lists it once", () => {
  expect(shown("^gspc", [])).toEqual(["Symbol: SPX"]);
  expect(shown("$vix", ["VIX"])[0]).toBe("Recent: VIX");
  expect(shown("bf-b", [])).toEqual(["Not in the list: BF.B"]);
});

test("opens an unlisted symbol anyway, then lists it as recent", () => {
  expect(shown("zzqx", [])).toEqual(["Not in the list: ZZQX"]);
  expect(shown("zzqx", ["ZZQX"])).toEqual(["Recent: ZZQX"]);
  expect(shown("zzqx", [], ["ZZQX"])).toEqual(["Symbol: ZZQX"]);
});

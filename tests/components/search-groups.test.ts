import { expect, test } from "vitest";
import { searchGroups } from "@/components/search/search-groups";

const shown = (typed: string, recent: readonly string[], watchlist: readonly string[] = []) =>
  searchGroups(typed, recent, watchlist).map(
    ({ heading, found }) => `${heading}: ${found.map(({ symbol }) => symbol).join(" ")}`,
  );

test("nothing typed shows where one was, then what one watches and has not opened", () => {
  expect(shown("", ["QQQ", "SPY"], ["SPY", "IWM"])).toEqual(["Recent: QQQ SPY", "Watchlist: IWM"]);
});

test("of what fits, the symbols opened last come first, and none comes twice", () => {
  const [recent, symbols] = shown("n", ["NVDA", "SPY", "NFLX"]);
  expect(recent).toBe("Recent: NVDA NFLX");
  expect(symbols).toMatch(/^Symbols: /);
  expect(symbols).not.toMatch(/NVDA|NFLX/);
});

test("a symbol typed in full stays what Enter opens", () => {
  expect(shown("t", ["TSLA"]).slice(0, 2)).toEqual(["Symbol: T", "Recent: TSLA"]);
  expect(shown("tsla", ["TSLA", "SPY"])[0]).toBe("Recent: TSLA");
});

test("a symbol that is in no list can be opened anyway, once it was, from the recent ones", () => {
  expect(shown("zzqx", [])).toEqual(["Not in the list: ZZQX"]);
  expect(shown("zzqx", ["ZZQX"])).toEqual(["Recent: ZZQX"]);
  expect(shown("zzqx", [], ["ZZQX"])).toEqual(["Symbol: ZZQX"]);
});

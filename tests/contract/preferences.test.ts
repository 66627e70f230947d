import { describe, expect, test } from "vitest";
import { DEFAULT_WATCHLIST } from "@/lib/contract/page/home";
import { parsePreferences } from "@/lib/contract/visitor/parse-preferences";
import {
  DEFAULT_PREFERENCES,
  encodePreferences,
  type Preferences,
  WATCHLIST_MOST,
} from "@/lib/contract/visitor/preferences";

const chosen: Preferences = {
  watchlist: ["BRK.B", "SPX", "ES=F"],
  recent: ["ZM"],
  shortcuts: false,
  statusReads: false,
};
const read = (preferences: object) =>
  parsePreferences(JSON.stringify({ version: 1, ...preferences }));

describe("the preferences of a browser", () => {
  test("come back as they were kept", () => {
    expect(parsePreferences(decodeURIComponent(encodePreferences(chosen)))).toEqual(chosen);
  });

  test("are the defaults when missing, of another version or no JSON", () => {
    for (const value of [undefined, "", "null", "[]", "{", '{"version":2,"shortcuts":false}']) {
      expect(parsePreferences(value)).toEqual(DEFAULT_PREFERENCES);
    }
  });

  test("are read one by one: an unreadable one spoils no other", () => {
    expect(read({ ...chosen, watchlist: ["<script>"] })).toEqual({
      ...chosen,
      watchlist: DEFAULT_WATCHLIST,
    });
    expect(read({ ...chosen, shortcuts: "yes", recent: 7 })).toEqual({
      ...chosen,
      shortcuts: true,
      recent: [],
    });
    const tooMany = Array.from({ length: WATCHLIST_MOST + 1 }, (_, index) => `A${index}`);
    for (const watchlist of [[null], ["spy"], [" SPY"], "SPY", {}, tooMany]) {
      expect(read({ ...chosen, watchlist })).toEqual({ ...chosen, watchlist: DEFAULT_WATCHLIST });
    }
  });

  test("read a symbol that was saved in another spelling as its own", () => {
    const watchlist = ["^SPX", "BRK-B", "SPX", "^VIX", "BRK.B"];
    expect(read({ ...chosen, watchlist }).watchlist).toEqual(["SPX", "BRK.B", "VIX"]);
  });

  test("name no symbol twice, and an empty list stays empty", () => {
    expect(read({ ...chosen, watchlist: ["SPY", "SPY"] }).watchlist).toEqual(["SPY"]);
    expect(read({ ...chosen, watchlist: [] }).watchlist).toEqual([]);
  });

  test("fit a cookie at their longest", () => {
    const symbol = (index: number) => `^ABCD.E${String(index).padStart(3, "0")}`;
    const watchlist = Array.from({ length: WATCHLIST_MOST }, (_, index) => symbol(index));
    const longest = { ...chosen, watchlist, recent: watchlist.slice(0, 8) };
    expect(symbol(0)).toHaveLength(10);
    expect(encodePreferences(longest).length).toBeLessThan(3_600);
  });
});

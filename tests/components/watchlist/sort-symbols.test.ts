import { describe, expect, test } from "vitest";
import { nextSort, type Sort, sortSymbols } from "@/components/watchlist/sort-symbols";
import type { GexData } from "@/lib/contract/market/gex-data";
import { snapshotFixture } from "../../support/visitors/snapshot-fixture";

const figures: Record<string, Partial<GexData>> = {
  SPY: { netGex: -2e9, flip: 677 },
  QQQ: { netGex: 5e8, flip: null },
  IWM: { netGex: -2e9, flip: 240 },
};
const ages: Record<string, number> = { SPY: 120, QQQ: 5, IWM: 4_000 };
const OWN = ["DIA", "SPY", "QQQ", "IWM"];

function sorted(key: NonNullable<Sort>["key"], direction: "asc" | "desc"): string {
  const copyOf = (symbol: string) => {
    const data = figures[symbol];
    return data ? snapshotFixture(symbol, { data, ageSeconds: ages[symbol] ?? 0 }) : null;
  };
  return sortSymbols(OWN, { key, direction }, copyOf).join(" ");
}

describe("the rows by a column", () => {
  test("stand by its figures, keep ties, and put unloaded ones last", () => {
    expect(sorted("netGex", "desc")).toBe("QQQ SPY IWM DIA");
    expect(sorted("netGex", "asc")).toBe("SPY IWM QQQ DIA");
  });

  test("put a missing figure after every other, either way", () => {
    expect(sorted("flip", "desc")).toBe("SPY IWM DIA QQQ");
    expect(sorted("flip", "asc")).toBe("IWM SPY DIA QQQ");
  });

  test("begin with the youngest by age, and with A by symbol", () => {
    expect(sorted("age", "asc")).toBe("QQQ SPY IWM DIA");
    expect(sorted("symbol", "asc")).toBe("DIA IWM QQQ SPY");
    expect(sorted("symbol", "desc")).toBe("SPY QQQ IWM DIA");
  });

  test("keep the person's own order without one", () => {
    expect(sortSymbols(OWN, null, () => null)).toBe(OWN);
  });
});

test("go by a head's presses: natural, reversed, own order again", () => {
  const first = nextSort(null, "netGex");
  expect(first).toEqual({ key: "netGex", direction: "desc" });
  const second = nextSort(first, "netGex");
  expect(second).toEqual({ key: "netGex", direction: "asc" });
  expect(nextSort(second, "netGex")).toBeNull();
  expect(nextSort(second, "symbol")).toEqual({ key: "symbol", direction: "asc" });
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readV1History } from "@/lib/upstream/v1-history";
import { dataOf } from "./data-of";

const sample = readFileSync("tests/samples/v1-gex-history-ZM.json", "utf8");

const rows = (...all: Record<string, unknown>[]) => JSON.stringify({ ZM: all });
const DAY = { collection_date: "2022-01-20_20:47:25", price: "156.775" };

describe("v1 /gex/history", () => {
  test("the recorded ZM row reads as this point and no other", () => {
    const outcome = readV1History(sample, "ZM", "30d");
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2022-01-20T20:47:25.000Z" });
    expect(dataOf(outcome, "history")).toEqual({
      window: "30d",
      points: [
        {
          at: "2022-01-20T20:47:25.000Z",
          spot: 156.775,
          // -30973 * 156.775 * 156.775 * 0.01: shares for $ 1 as $ per 1 % move
          netGex: expect.closeTo(-7_612_668.03, 1),
          flip: 163.75,
          impliedVolatility: null,
          ivRank: null,
          putCallRatioOpenInterest: null,
        },
      ],
    });
  });

  test("shares become the $ per 1 % that the upstream itself gives, by its own documented row", () => {
    const documented = { ...DAY, gex: "-26455.0", price: "159.72" };
    const given = rows({ ...documented, gex_per_1pct_chg: "-6748797.06072" });
    const [ours] = dataOf(readV1History(rows(documented), "ZM", "5d"), "history").points;
    const [theirs] = dataOf(readV1History(given, "ZM", "5d"), "history").points;
    expect(ours?.netGex).toBeCloseTo(theirs?.netGex ?? 0, 2);
  });

  test("points ascend whatever the order, and the time is the last one's", () => {
    const later = { ...DAY, collection_date: "2022-01-21 14:36:25.864668", price: "" };
    const outcome = readV1History(rows(later, DAY), "ZM", "5d");
    expect(outcome).toMatchObject({ asOf: "2022-01-21T14:36:25.864Z" });
    const { points } = dataOf(outcome, "history");
    expect(points.map(({ spot }) => spot)).toEqual([156.775, null]);
  });

  test.each([
    ["no rows", rows()],
    ["a row without its time", rows({ price: "1" })],
    ["an unreadable figure", rows({ ...DAY, gex_flip_price: "n/a" })],
    ["an object instead of rows", JSON.stringify({ ZM: DAY })],
    ["rows of another ticker", JSON.stringify({ SPY: [DAY] })],
    ["CSV", "collection_date,price\n2022-01-20_20:47:25,156.775"],
  ])("%s: refused as a whole", (_name, body) => {
    expect(readV1History(body, "ZM", "5d")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

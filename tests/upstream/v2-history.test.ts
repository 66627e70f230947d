import { describe, expect, test } from "vitest";
import { readV2History } from "@/lib/upstream/v2-history";
import { dataOf } from "./data-of";

/** No recorded body of a series is known: names of fields are those that clients of v2 read. */
const seriesOf = (points: unknown, meta: Record<string, unknown> = {}) =>
  JSON.stringify({ data: { points }, meta });

describe("v2 series", () => {
  test("a point a day, its date as told, missing metrics null", () => {
    const points = [
      { date: "2026-04-15", price: 259.2, gex_flip: 246.1, iv_rank: 19.4, pc_25d_ratio: 1.1 },
      {
        date: "2026-04-16",
        price: 263.85,
        gex_flip: 247.45,
        gex_usd_per_1_pct_move: 966965894.1,
        atm_iv: 0.29,
        iv_rank: 20.6,
        pcr_oi: 0.57,
      },
    ];
    const outcome = readV2History(
      seriesOf(points, { asof: "2026-04-16T20:15:00Z" }),
      "AAPL",
      "30d",
    );
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2026-04-16T20:15:00.000Z" });
    expect(dataOf(outcome, "history")).toEqual({
      window: "30d",
      points: [
        {
          at: "2026-04-15",
          spot: 259.2,
          netGex: null,
          flip: 246.1,
          impliedVolatility: null,
          ivRank: 19.4,
          putCallRatioOpenInterest: null,
        },
        {
          at: "2026-04-16",
          spot: 263.85,
          netGex: 966965894.1,
          flip: 247.45,
          impliedVolatility: 0.29,
          ivRank: 20.6,
          putCallRatioOpenInterest: 0.57,
        },
      ],
    });
  });

  test("without a time of its own it is as old as the beginning of its last day in New York", () => {
    const outcome = readV2History(
      seriesOf([{ t: "2026-04-16" }, { timestamp: "2026-04-15" }]),
      "AAPL",
      "5d",
    );
    // Midnight in UTC would still be the evening of the 15th there, after that day's close.
    expect(outcome).toMatchObject({ asOf: "2026-04-16T05:00:00.000Z" });
    const { points } = dataOf(outcome, "history");
    expect(points.map(({ at }) => at)).toEqual(["2026-04-15", "2026-04-16"]);
  });

  test("of a day told twice the later word stays", () => {
    const points = [
      { date: "2026-04-16", price: 1 },
      { date: "2026-04-16", price: 2 },
    ];
    const { points: kept } = dataOf(readV2History(seriesOf(points), "AAPL", "5d"), "history");
    expect(kept.map(({ spot }) => spot)).toEqual([2]);
  });

  test.each([
    ["no points", seriesOf([])],
    ["no list", seriesOf(null)],
    ["a point without a time", seriesOf([{ price: 1 }])],
    ["an impossible date", seriesOf([{ date: "2026-02-30" }])],
    ["an unreadable figure", seriesOf([{ date: "2026-04-16", price: "n/a" }])],
    ["another ticker", seriesOf([{ date: "2026-04-16" }], { ticker: "MSFT" })],
  ])("%s: refused as a whole", (_name, body) => {
    expect(readV2History(body, "AAPL", "5d")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

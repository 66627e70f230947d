import { describe, expect, test } from "vitest";
import { readV2History } from "@/lib/upstream/v2/v2-history";
import { dataOf } from "../data-of";

/** No recorded body of a series is known: names of fields are those that clients of v2 read. */
const seriesOf = (points: unknown, meta: Record<string, unknown> = {}) =>
  JSON.stringify({ data: { points }, meta });

describe("v2 series", () => {
  test("reads a point a day with its date, missing metrics as null", () => {
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
      { date: "2026-04-17", pc_25d_ratio: "n/a" },
    ];
    const outcome = readV2History(
      seriesOf(points, { asof: "2026-04-16T20:15:00Z" }),
      "AAPL",
      "30d",
    );
    expect(outcome).toMatchObject({
      kind: "answered",
      asOf: "2026-04-16T20:15:00.000Z",
      unreadable: ["data.points.pc_25d_ratio"],
    });
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
          putCallVolatilityRatio: 1.1,
        },
        {
          at: "2026-04-16",
          spot: 263.85,
          netGex: 966965894.1,
          flip: 247.45,
          impliedVolatility: 0.29,
          ivRank: 20.6,
          putCallRatioOpenInterest: 0.57,
          putCallVolatilityRatio: null,
        },
        expect.objectContaining({ at: "2026-04-17", putCallVolatilityRatio: null }),
      ],
    });
  });

  test("dates itself by its last New York day without a time", () => {
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

  test("keeps the later report of a day that comes twice", () => {
    const points = [
      { date: "2026-04-16", price: 1 },
      { date: "2026-04-16", price: 2 },
    ];
    const { points: kept } = dataOf(readV2History(seriesOf(points), "AAPL", "5d"), "history");
    expect(kept.map(({ spot }) => spot)).toEqual([2]);
  });

  test("reads columns as points", () => {
    const series = {
      t: ["2026-04-15", "2026-04-16"],
      price: [259.2, 263.85],
      pc_25d_ratio: [1.08, "1.0951"],
      iv_rank: [19.4],
    };
    const outcome = readV2History(JSON.stringify({ data: { series } }), "AAPL", "5d");
    // One rank for two days: which day it is of is unknown.
    expect(outcome).toMatchObject({ unreadable: ["data.series"] });
    const { points } = dataOf(outcome, "history");
    const shown = points.map((point) => [point.at, point.spot, point.putCallVolatilityRatio]);
    expect(shown).toEqual([
      ["2026-04-15", 259.2, 1.08],
      ["2026-04-16", 263.85, 1.0951],
    ]);
    expect(points.map(({ ivRank }) => ivRank)).toEqual([null, null]);
  });

  test("reads a list under the other name", () => {
    const series = [{ t: "2026-04-16", price: 263.85 }];
    const outcome = readV2History(JSON.stringify({ data: { series } }), "AAPL", "5d");
    expect(dataOf(outcome, "history").points).toMatchObject([{ at: "2026-04-16", spot: 263.85 }]);
  });

  test("reads a point's time in v1's form as UTC", () => {
    const outcome = readV2History(seriesOf([{ t: "2026-04-15 20:46:17" }]), "AAPL", "5d");
    expect(dataOf(outcome, "history").points).toMatchObject([{ at: "2026-04-15T20:46:17.000Z" }]);
  });

  test("reads the time of meta beside display text", () => {
    const body = JSON.stringify({
      data: { asof: "Apr 16, 2026 09:35 AM ET", points: [{ date: "2026-04-16" }] },
      meta: { asof: "2026-04-16T13:35:55Z" },
    });
    const outcome = readV2History(body, "AAPL", "5d");
    expect(outcome).toMatchObject({ asOf: "2026-04-16T13:35:55.000Z" });
    expect(outcome).not.toHaveProperty("unreadable");
  });

  test("leaves out points without a readable time, and names them", () => {
    const points = [{ date: "2026-04-16", price: "n/a" }, { price: 1 }, { date: "soon" }, null];
    const outcome = readV2History(seriesOf(points), "AAPL", "5d");
    expect(outcome).toMatchObject({
      unreadable: ["data.points", "data.points.date", "data.points.price"],
    });
    expect(dataOf(outcome, "history").points).toMatchObject([{ at: "2026-04-16", spot: null }]);
  });

  test.each([
    ["columns without their times", JSON.stringify({ data: { series: { price: [1] } } })],
    ["no points", seriesOf([])],
    ["no list", seriesOf(null)],
    ["a point without a time", seriesOf([{ price: 1 }])],
    ["an impossible date", seriesOf([{ date: "2026-02-30" }])],
    ["another ticker", seriesOf([{ date: "2026-04-16" }], { ticker: "MSFT" })],
  ])("refuses the whole body: %s", (_name, body) => {
    expect(readV2History(body, "AAPL", "5d")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

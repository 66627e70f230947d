import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readV1History } from "@/lib/upstream/v1/v1-history";
import { dataOf } from "../data-of";

const sample = readFileSync("tests/samples/v1-gex-history-ZM.json", "utf8");

const rows = (...all: Record<string, unknown>[]) => JSON.stringify({ ZM: all });
const DAY = { collection_date: "2022-01-20_20:47:25", price: "156.775" };

describe("v1 /gex/history", () => {
  test("reads the recorded ZM row as exactly this point", () => {
    const outcome = readV1History(sample, "ZM", "30d");
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2022-01-20T20:47:25.000Z" });
    expect(dataOf(outcome, "history")).toEqual({
      window: "30d",
      points: [
        {
          at: "2022-01-20T20:47:25.000Z",
          spot: 156.775,
          // The row has only `gex`, which is naive. The summary is skew-adjusted.
          netGex: null,
          flip: 163.75,
          impliedVolatility: null,
          ivRank: null,
          putCallRatioOpenInterest: null,
          putCallVolatilityRatio: null,
        },
      ],
    });
  });

  test("reads net GEX in the summary's convention, or as missing", () => {
    const naive = { ...DAY, gex: "-26455.0" };
    const asked = { ...naive, collection_date: "2022-01-21_20:47:25", gex_per_1pct_chg: "-7.5" };
    const both = { ...asked, collection_date: "2022-01-22_20:47:25", skew_adjusted_gex: "9.25" };
    const { points } = dataOf(readV1History(rows(naive, asked, both), "ZM", "5d"), "history");
    expect(points.map(({ netGex }) => netGex)).toEqual([null, -7.5, 9.25]);
  });

  test("reads the other days and values beside unreadable ones", () => {
    const later = { ...DAY, collection_date: "2022-01-21_20:47:25", gex_flip_price: "n/a" };
    const outcome = readV1History(rows(DAY, later, { price: "1" }, {}), "ZM", "5d");
    expect(outcome).toMatchObject({ unreadable: ["collection_date", "gex_flip_price"] });
    const { points } = dataOf(outcome, "history");
    expect(points.map(({ spot, flip }) => [spot, flip])).toEqual([
      [156.775, null],
      [156.775, null],
    ]);
  });

  test("sorts points ascending and takes the last one's time", () => {
    const later = { ...DAY, collection_date: "2022-01-21 14:36:25.864668", price: "" };
    const outcome = readV1History(rows(later, DAY), "ZM", "5d");
    expect(outcome).toMatchObject({ asOf: "2022-01-21T14:36:25.864Z" });
    const { points } = dataOf(outcome, "history");
    expect(points.map(({ spot }) => spot)).toEqual([156.775, null]);
  });

  test.each([
    ["no rows", rows()],
    ["a row without its time", rows({ price: "1" })],
    ["an object instead of rows", JSON.stringify({ ZM: DAY })],
    ["rows of another ticker", JSON.stringify({ SPY: [DAY] })],
    ["CSV", "collection_date,price\n2022-01-20_20:47:25,156.775"],
  ])("refuses the whole body: %s", (_name, body) => {
    expect(readV1History(body, "ZM", "5d")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

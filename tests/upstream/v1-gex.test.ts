import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readV1Gex } from "@/lib/upstream/v1-gex";
import historySample from "../samples/v1-gex-history-ZM.json" with { type: "json" };
import sample from "../samples/v1-gex-latest-SPY.json" with { type: "json" };
import { dataOf } from "./data-of";

const sampleText = readFileSync("tests/samples/v1-gex-latest-SPY.json", "utf8");

/** The sample with some of SPY's fields replaced; undefined removes one. */
function spyWith(fields: Record<string, unknown>): string {
  return JSON.stringify({ SPY: { ...sample.SPY, ...fields } });
}

describe("v1 /gex/latest", () => {
  test("the recorded SPY reply reads as these figures and no other", () => {
    expect(readV1Gex(sampleText, "SPY")).toEqual({
      kind: "answered",
      arrived: true,
      asOf: "2025-11-14T20:46:17.000Z",
      figures: {
        resource: "gex",
        data: {
          spot: 672.4,
          netGex: -1017367026.884,
          flip: 677.55,
          // (677.55 - 672.4) / 672.4 * 100 = 5.15 / 6.724
          flipDistancePercent: expect.closeTo(0.7659131469363, 10),
          impliedVolatility: 0.16065465569615178,
          ivRank: null,
          putCallRatioOpenInterest: 1.82,
          putCallRatioVolume: null,
          putCallVolumeFromYesterday: null,
          putCallVolatilityRatio: null,
          nearestExpiration: "2025-11-17",
          nearestExpirationGex: -65968444.532,
          nearestExpirationShare: null,
          maxGammaStrike: null,
          averageVolume: 82776138,
          expectedMoveOneDayPercent: null,
          expectedMoveOneWeekPercent: null,
        },
      },
    });
  });

  test("the recorded ZM row, in the older date form, gives its time, price and flip", () => {
    const [row] = historySample.ZM;
    const body = JSON.stringify({ ZM: { ...row, gex_per_1pct_chg: "-7612935.25" } });
    expect(readV1Gex(body, "ZM")).toMatchObject({
      kind: "answered",
      asOf: "2022-01-20T20:47:25.000Z",
      figures: { data: { spot: 156.775, flip: 163.75, netGex: -7612935.25, averageVolume: null } },
    });
  });

  test("a row of history has no net gamma per 1 %, and shares are not taken for it", () => {
    const body = JSON.stringify({ ZM: historySample.ZM[0] });
    expect(readV1Gex(body, "ZM")).toMatchObject({ kind: "invalid" });
  });

  test.each([
    "gex_flip_price",
    "implied_volatility",
    "put_call_ratio_open_interest",
    "next_expiration",
    "nearest_gex_value",
    "average_volume",
  ])("without %s, or with it null or blank, that figure is null and the rest stands", (field) => {
    for (const missing of [undefined, null, ""]) {
      const outcome = readV1Gex(spyWith({ [field]: missing }), "SPY");
      const data = dataOf(outcome, "gex");
      const nulls = Object.values(data).filter((figure) => figure === null).length;
      // Eight figures v1 never has; the flip's distance goes with the flip.
      expect(nulls).toBe(field === "gex_flip_price" ? 10 : 9);
      expect(data.spot).toBe(672.4);
    }
  });

  test("a flip at zero is no flip", () => {
    const outcome = readV1Gex(spyWith({ gex_flip_price: "0.0" }), "SPY");
    expect(outcome).toMatchObject({ figures: { data: { flip: null, flipDistancePercent: null } } });
  });

  test.each([
    ["empty", ""],
    ["blank", " \n"],
    ["HTML", "<!doctype html><title>Wait</title>"],
    ["truncated", sampleText.slice(0, 200)],
    ["an object without a key", "{}"],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "42"],
    ["figures of another ticker", JSON.stringify({ QQQ: sample.SPY })],
    ["our ticker in lower case", JSON.stringify({ spy: sample.SPY })],
    ["our ticker without fields", '{"SPY":{}}'],
    ["our ticker as a list", '{"SPY":[]}'],
    ["our ticker as null", '{"SPY":null}'],
    ["no price", spyWith({ price: undefined })],
    ["a blank price", spyWith({ price: "" })],
    ["a price of zero", spyWith({ price: "0" })],
    ["a negative price", spyWith({ price: "-1" })],
    ["no net gamma per 1 %", spyWith({ gex_per_1pct_chg: undefined })],
    ["no time", spyWith({ collection_date: undefined })],
    ["an impossible time", spyWith({ collection_date: "2025-02-30 10:00:00" })],
    ["NaN as text", spyWith({ price: "NaN" })],
    ["NaN where a figure may be missing", spyWith({ implied_volatility: "nan" })],
    ["NaN as a word of JSON", sampleText.replace('"672.4"', "NaN")],
    ["infinity", spyWith({ gex_per_1pct_chg: "Infinity" })],
    ["a number beyond all numbers", spyWith({ gex_per_1pct_chg: "1e999" })],
    ["hexadecimal", spyWith({ price: "0x10" })],
    ["a thousands separator", spyWith({ price: "6,724.0" })],
    ["an impossible expiration", spyWith({ next_expiration: "2025-13-01" })],
    ["a flip below zero", spyWith({ gex_flip_price: "-3" })],
    ["__proto__ in the fields", sampleText.replace('"rating"', '"__proto__"')],
    ["__proto__ as a ticker", sampleText.replace("{", '{"__proto__":{"price":"1"},')],
    ["__proto__ in escapes", sampleText.replace('"rating"', '"\\u005f_proto__"')],
    ["depth without end", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("%s is refused as a whole", (_name, body) => {
    expect(readV1Gex(body, "SPY")).toEqual({
      kind: "invalid",
      arrived: true,
      detail: expect.stringMatching(/^The upstream/),
    });
  });

  test.each(['{"detail":"No ticker data"}', '{"error":{"message":"not covered"}}'])(
    "words instead of our ticker mean the symbol is unknown: %s",
    (body) => {
      expect(readV1Gex(body, "ABCD")).toEqual({ kind: "unknown-symbol", arrived: true });
    },
  );
});

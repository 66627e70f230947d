import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { BodyOutcome } from "@/lib/upstream/call/call-outcome";
import { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";
import { readV1Gex } from "@/lib/upstream/v1/v1-gex";
import historySample from "../../samples/v1-gex-history-ZM.json" with { type: "json" };
import sample from "../../samples/v1-gex-latest-SPY.json" with { type: "json" };
import { dataOf } from "../data-of";

const sampleText = readFileSync("tests/samples/v1-gex-latest-SPY.json", "utf8");

function invalidOf(outcome: BodyOutcome) {
  if (outcome.kind !== "invalid") throw new Error(outcome.kind);
  return outcome;
}

/** The sample with some of SPY's fields replaced; undefined removes one. */
function spyWith(fields: Record<string, unknown>): string {
  return JSON.stringify({ SPY: { ...sample.SPY, ...fields } });
}

describe("v1 /gex/latest", () => {
  test("reads the recorded SPY reply as exactly these values", () => {
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
          ...UNSENT_FIGURES,
          callPutDeltaSpread: -0.024952374162191926,
          // The upstream's scale (its capabilities page): 5 Bullish … 1 Bearish.
          rating: 1,
        },
      },
    });
  });

  test("takes another spelling of the ticker for ours", () => {
    const body = JSON.stringify({ "^SPX": sample.SPY });
    expect(readV1Gex(body, "SPX")).toMatchObject({ kind: "answered" });
    expect(readV1Gex(body, "SPXL")).toMatchObject({ kind: "invalid" });
  });

  test("reads the recorded ZM row in the older date form", () => {
    const [row] = historySample.ZM;
    const body = JSON.stringify({ ZM: { ...row, gex_per_1pct_chg: "-7612935.25" } });
    expect(readV1Gex(body, "ZM")).toMatchObject({
      kind: "answered",
      asOf: "2022-01-20T20:47:25.000Z",
      figures: { data: { spot: 156.775, flip: 163.75, netGex: -7612935.25, averageVolume: null } },
    });
  });

  test("refuses a row of history: shares are no net gamma per 1 %", () => {
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
    "call_put_delta_spread",
    "rating",
  ])("reads only %s as null when missing, null or blank", (field) => {
    for (const missing of [undefined, null, ""]) {
      const outcome = readV1Gex(spyWith({ [field]: missing }), "SPY");
      const data = dataOf(outcome, "gex");
      const nulls = Object.values(data).filter((figure) => figure === null).length;
      // Twenty figures v1 never has; the flip's distance goes with the flip.
      expect(nulls).toBe(field === "gex_flip_price" ? 22 : 21);
      expect(data.spot).toBe(672.4);
    }
  });

  test.each([
    ["5", 5],
    ["1.0", 1],
    ["0", null],
    ["6", null],
    ["2.5", null],
  ])("reads a rating of %s as %s", (rating, read) => {
    expect(dataOf(readV1Gex(spyWith({ rating }), "SPY"), "gex").rating).toBe(read);
  });

  test("reads a flip at zero as no flip", () => {
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
    ["no net GEX", spyWith({ gex_per_1pct_chg: undefined, skew_adjusted_gex: undefined })],
    ["no time", spyWith({ collection_date: undefined })],
    ["an impossible time", spyWith({ collection_date: "2025-02-30 10:00:00" })],
    ["NaN as text", spyWith({ price: "NaN" })],
    ["NaN as a word of JSON", sampleText.replace('"672.4"', "NaN")],
    ["infinity", spyWith({ gex_per_1pct_chg: "Infinity", skew_adjusted_gex: "" })],
    ["a number beyond all numbers", spyWith({ price: "1e999" })],
    ["hexadecimal", spyWith({ price: "0x10" })],
    ["a thousands separator", spyWith({ price: "6,724.0" })],
    ["__proto__ in the fields", sampleText.replace('"rating"', '"__proto__"')],
    ["__proto__ as a ticker", sampleText.replace("{", '{"__proto__":{"price":"1"},')],
    ["__proto__ in escapes", sampleText.replace('"rating"', '"\\u005f_proto__"')],
    ["depth without end", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("refuses the whole body with %s", (_name, body) => {
    const { unreadable = [], ...outcome } = invalidOf(readV1Gex(body, "SPY"));
    expect(outcome).toEqual({
      kind: "invalid",
      arrived: true,
      detail: expect.stringMatching(/^The upstream/),
    });
    // Names of the schema, never a value or a key of the body.
    expect(["price", "gex_per_1pct_chg", "collection_date"]).toEqual(
      expect.arrayContaining([...unreadable]),
    );
  });

  test("names what it refused a body for", () => {
    const body = spyWith({ price: "n/a", collection_date: "yesterday", rating: "nan" });
    expect(readV1Gex(body, "SPY")).toMatchObject({
      unreadable: ["collection_date", "price", "rating"],
    });
  });

  test("prefers the field that says it is skew-adjusted", () => {
    const old = { skew_adjusted_gex: "911087.603197", gex_per_1pct_chg: "-6748797.06072" };
    expect(dataOf(readV1Gex(spyWith(old), "SPY"), "gex").netGex).toBe(911087.603197);
    const only = spyWith({ gex_per_1pct_chg: undefined });
    expect(dataOf(readV1Gex(only, "SPY"), "gex").netGex).toBe(-1017367026.884);
  });

  test.each(['{"detail":"No ticker data"}', '{"error":{"message":"not covered"}}'])(
    "reads words without our ticker as unknown symbol: %s",
    (body) => {
      expect(readV1Gex(body, "ABCD")).toEqual({ kind: "unknown-symbol", arrived: true });
    },
  );
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readV2Gex } from "@/lib/upstream/v2-gex";
import sample from "../samples/v2-tickers-AAPL.json" with { type: "json" };
import { dataOf } from "./data-of";

const sampleText = readFileSync("tests/samples/v2-tickers-AAPL.json", "utf8");

/** The sample after `change` had its way with a copy. */
function changed(change: (body: typeof sample) => void): string {
  const copy = structuredClone(sample);
  change(copy);
  return JSON.stringify(copy);
}

describe("v2 /tickers/{ticker}", () => {
  test("the recorded AAPL reply reads as these figures and no other", () => {
    expect(readV2Gex(sampleText, "AAPL")).toEqual({
      kind: "answered",
      arrived: true,
      asOf: "2026-04-16T13:35:55.000Z",
      figures: {
        resource: "gex",
        data: {
          spot: 263.85,
          netGex: 966965894.1765001,
          flip: 247.45,
          // (247.45 - 263.85) / 263.85 * 100; below zero: the flip is below spot.
          flipDistancePercent: expect.closeTo(-6.2156528330491, 10),
          impliedVolatility: 0.29013569138485185,
          ivRank: 20.6,
          putCallRatioOpenInterest: 0.57,
          putCallRatioVolume: 0.22,
          putCallVolumeFromYesterday: true,
          putCallVolatilityRatio: 1.0950948463596462,
          nearestExpiration: "2026-04-17",
          nearestExpirationGex: 453488422.36050004,
          nearestExpirationShare: 0.46898078318129893,
          maxGammaStrike: 270,
          averageVolume: 26169045,
          expectedMoveOneDayPercent: 1.8276830615907218,
          expectedMoveOneWeekPercent: 4.086823567041789,
        },
      },
    });
  });

  test("our distance to the flip is the upstream's own figure", () => {
    const outcome = readV2Gex(sampleText, "AAPL");
    const data = dataOf(outcome, "gex");
    expect(data.flipDistancePercent).toBeCloseTo(sample.data.gamma.flip.dist_pct, 10);
  });

  test("the share is a fraction: the nearest expiration's gamma over the total", () => {
    const outcome = readV2Gex(sampleText, "AAPL");
    const data = dataOf(outcome, "gex");
    const { nearestExpirationShare: share, nearestExpirationGex: nearest, netGex } = data;
    expect(share).toBeCloseTo((nearest ?? 0) / (netGex ?? 1), 12);
  });

  test.each([-0.108, 1.32])(
    "a nearest expiration of another sign, or larger than the total, has no share (%s)",
    (share) => {
      const body = changed(({ data: { gamma } }) => {
        gamma.structure.pct_gamma_expiring_nearest_expiry = share;
      });
      expect(dataOf(readV2Gex(body, "AAPL"), "gex").nearestExpirationShare).toBeNull();
    },
  );

  test("with nothing but price, net gamma, time and ticker all else is null", () => {
    const body = JSON.stringify({
      data: { underlying: { price: 10 }, gamma: { gamma_notional_per_1pct_move_usd: -5 } },
      meta: { asof: "2026-04-16T09:35:55-04:00", ticker: "AAPL" },
    });
    const outcome = readV2Gex(body, "AAPL");
    const data = dataOf(outcome, "gex");
    const { spot, netGex, ...others } = data;
    expect(outcome).toMatchObject({ asOf: "2026-04-16T13:35:55.000Z" });
    expect([spot, netGex]).toEqual([10, -5]);
    expect(Object.values(others)).toEqual(Array(15).fill(null));
  });

  test("null groups and null figures are missing figures", () => {
    const body = sampleText
      .replace('"iv_rank": 20.6', '"iv_rank": null')
      .replace(/"data_flags": \{[^}]*\}/, '"data_flags": null')
      .replace(/"flip": \{[^}]*\}/, '"flip": null');
    expect(readV2Gex(body, "AAPL")).toMatchObject({
      kind: "answered",
      figures: {
        data: {
          ivRank: null,
          putCallVolumeFromYesterday: null,
          flip: null,
          flipDistancePercent: null,
        },
      },
    });
  });

  test.each([
    ["empty", ""],
    ["HTML", "<html></html>"],
    ["truncated", sampleText.slice(0, 900)],
    ["an object without a key", "{}"],
    ["an error instead of figures", '{"error":{"code":"internal"}}'],
    ["another ticker", sampleText.replace('"ticker": "AAPL"', '"ticker": "MSFT"')],
    ["no ticker", sampleText.replace('"ticker": "AAPL"', '"tick": "AAPL"')],
    ["no time", sampleText.replace('"asof"', '"as_of"')],
    ["a time without a zone", sampleText.replace("13:35:55Z", "13:35:55")],
    ["no price", sampleText.replace('"price": 263.85', '"spot": 263.85')],
    ["a price of null", sampleText.replace('"price": 263.85', '"price": null')],
    ["a price of zero", changed((body) => (body.data.underlying.price = 0))],
    ["NaN", sampleText.replace("263.85", "NaN")],
    ["NaN where a figure may be missing", sampleText.replace("20.6", '"NaN"')],
    ["a number beyond all numbers", sampleText.replace("263.85", "1e999")],
    ["no net gamma", sampleText.replace('"gamma_notional_per_1pct_move_usd"', '"other"')],
    ["__proto__", sampleText.replace('"schema"', '"__proto__"')],
  ])("%s is refused as a whole", (_name, body) => {
    expect(body).not.toBe(sampleText);
    expect(readV2Gex(body, "AAPL")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

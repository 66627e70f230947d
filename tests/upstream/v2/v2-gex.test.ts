import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readV2Gex } from "@/lib/upstream/v2/v2-gex";
import sample from "../../samples/v2-tickers-AAPL.json" with { type: "json" };
import { dataOf } from "../data-of";

const sampleText = readFileSync("tests/samples/v2-tickers-AAPL.json", "utf8");

/** The sample after `change` had its way with a copy. */
function changed(change: (body: typeof sample) => void): string {
  const copy = structuredClone(sample);
  change(copy);
  return JSON.stringify(copy);
}

describe("v2 /tickers/{ticker}", () => {
  test("reads the recorded AAPL reply as exactly these values", () => {
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
          expectedMoveThirtyDaysPercent: 8.375495976128121,
          expectedMoveThirtyDaysLow: 241.75125386698596,
          expectedMoveThirtyDaysHigh: 285.9487461330141,
          realizedVolatility: 0.23880534191518293,
          callOpenInterest: 1487587,
          putOpenInterest: 851223,
          putCallRatioChange30Days: -0.03,
          putCallRatioChange60Days: 0.05,
          volatilitySpread: 0.04890569288474578,
          volatilitySpreadBaseline: 0.09082172392681954,
          callPutDeltaSpread: null,
          gexVolumeRatio: 0.061,
          isChainUsable: true,
          rating: null,
        },
      },
    });
  });

  test("takes another spelling of the ticker for ours, no other ticker", () => {
    const spelled = (ticker: string) =>
      changed((body) => {
        body.meta.ticker = ticker;
      });
    for (const ticker of ["SPX", "^SPX", "$SPX", "^GSPC"]) {
      expect(readV2Gex(spelled(ticker), "SPX").kind).toBe("answered");
    }
    expect(readV2Gex(spelled("BRK-B"), "BRK.B").kind).toBe("answered");
    expect(readV2Gex(spelled("SPXL"), "SPX").kind).toBe("invalid");
    expect(readV2Gex(spelled("BRK.A"), "BRK.B").kind).toBe("invalid");
  });

  test("computes a distance to the flip equal to the upstream's", () => {
    const outcome = readV2Gex(sampleText, "AAPL");
    const data = dataOf(outcome, "gex");
    expect(data.flipDistancePercent).toBeCloseTo(sample.data.gamma.flip.dist_pct, 10);
  });

  test("takes the share as the nearest expiration over the total", () => {
    const outcome = readV2Gex(sampleText, "AAPL");
    const data = dataOf(outcome, "gex");
    const { nearestExpirationShare: share, nearestExpirationGex: nearest, netGex } = data;
    expect(share).toBeCloseTo((nearest ?? 0) / (netGex ?? 1), 12);
  });

  test("has context that agrees with the upstream's own figures", () => {
    const data = dataOf(readV2Gex(sampleText, "AAPL"), "gex");
    const { spot, impliedVolatility, expectedMoveThirtyDaysPercent: move } = data;
    // By hand: 0.29013569 * sqrt(21 / 252) = 8.3755 %; 263.85 * (1 - 0.083755) = 241.7513.
    expect(move).toBeCloseTo((impliedVolatility ?? 0) * Math.sqrt(21 / 252) * 100, 9);
    expect(data.expectedMoveThirtyDaysLow).toBeCloseTo((spot ?? 0) * (1 - (move ?? 0) / 100), 9);
    expect(data.expectedMoveThirtyDaysHigh).toBeCloseTo((spot ?? 0) * (1 + (move ?? 0) / 100), 9);
    // By hand: 851223 / 1487587 = 0.5722, which the upstream rounds to 0.57.
    expect((data.putOpenInterest ?? 0) / (data.callOpenInterest ?? 1)).toBeCloseTo(0.57, 2);
    // By hand: IV at -1 sigma minus IV at +1 sigma, 0.335847 - 0.286942.
    const wings = sample.data.expected_move.sigma_wings;
    expect(data.volatilitySpread).toBeCloseTo(
      wings.iv_at_minus_1sigma - wings.iv_at_plus_1sigma,
      12,
    );
  });

  test("reads a faulty chain from its flag", () => {
    const body = changed(({ meta }) => {
      meta.data_flags.chain_ok = false;
    });
    expect(dataOf(readV2Gex(body, "AAPL"), "gex").isChainUsable).toBe(false);
  });

  test.each([-0.108, 1.32])("has no share for a nearest expiration of %s", (share) => {
    const body = changed(({ data: { gamma } }) => {
      gamma.structure.pct_gamma_expiring_nearest_expiry = share;
    });
    expect(dataOf(readV2Gex(body, "AAPL"), "gex").nearestExpirationShare).toBeNull();
  });

  test("reads all else as null with only the required values", () => {
    const body = JSON.stringify({
      data: { underlying: { price: 10 }, gamma: { gamma_notional_per_1pct_move_usd: -5 } },
      meta: { asof: "2026-04-16T09:35:55-04:00", ticker: "AAPL" },
    });
    const outcome = readV2Gex(body, "AAPL");
    const data = dataOf(outcome, "gex");
    const { spot, netGex, ...others } = data;
    expect(outcome).toMatchObject({ asOf: "2026-04-16T13:35:55.000Z" });
    expect([spot, netGex]).toEqual([10, -5]);
    expect(Object.values(others)).toEqual(Array(29).fill(null));
  });

  test("reads null groups and null values as missing", () => {
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
    ["a number beyond all numbers", sampleText.replace("263.85", "1e999")],
    ["no net gamma", sampleText.replace('"gamma_notional_per_1pct_move_usd"', '"other"')],
    ["__proto__", sampleText.replace('"schema"', '"__proto__"')],
  ])("refuses the whole body with %s", (_name, body) => {
    expect(body).not.toBe(sampleText);
    expect(readV2Gex(body, "AAPL")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

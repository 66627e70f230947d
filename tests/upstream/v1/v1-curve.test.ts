import { describe, expect, test } from "vitest";
import { readV1Curve } from "@/lib/upstream/v1/v1-curve";
import { dataOf } from "../data-of";

/**
 * No recorded body of `/gex/gammaOI` is known. Names of fields are those that a client of v1 reads;
 * only "9446.0" is a value that was quoted. An empty object was seen in the array.
 */
const STRIKES = [
  {},
  {
    strike: "680",
    call_gamma: "9446.0",
    put_gamma: "-8123.0",
    net_gamma_$_at_strike: "999",
    call_open_interest: "120",
    put_open_interest: "140",
  },
  { strike: "675", call_gamma: "100.0", put_gamma: "" },
];

const bodyWith = (fields: Record<string, unknown> = {}, symbol = "SPY") =>
  JSON.stringify({
    [symbol]: {
      collection_date: "2025-11-14_20:46:17",
      price: "672.4",
      gex_flip_price: "677.55",
      skew_adjusted_gex: "-1017367026.884",
      gamma_array: STRIKES,
      ...fields,
    },
  });

describe("v1 /gex/gammaOI", () => {
  test("converts shares to $ per 1 % move, ascending by strike", () => {
    const outcome = readV1Curve(bodyWith(), "SPY");
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2025-11-14T20:46:17.000Z" });
    expect(dataOf(outcome, "curve")).toEqual({
      expiry: "combined",
      expiration: null,
      spot: 672.4,
      netGex: -1017367026.884,
      flip: 677.55,
      strikes: [
        {
          strike: 675,
          // 100 * 672.4 * 672.4 * 0.01 = 452121.76
          callGex: 452_122,
          putGex: null,
          netGex: null,
          callOpenInterest: null,
          putOpenInterest: null,
        },
        {
          strike: 680,
          // 672.4 * 672.4 * 0.01 = 4521.2176; times 9446, -8123 and 1323
          callGex: 42_707_421,
          putGex: -36_725_851,
          netGex: 5_981_571,
          callOpenInterest: 120,
          putOpenInterest: 140,
        },
      ],
      strikesLeftOut: 0,
    });
  });

  test.each(["8123.0", "-8123.0"])(
    "subtracts put gamma from call gamma, also when sent as %s",
    (put_gamma) => {
      const gamma_array = [{ strike: "680", call_gamma: "9446.0", put_gamma }];
      const { strikes } = dataOf(readV1Curve(bodyWith({ gamma_array }), "SPY"), "curve");
      expect(strikes).toMatchObject([
        { callGex: 42_707_421, putGex: -36_725_851, netGex: 5_981_571 },
      ]);
    },
  );

  test("is of all expirations, whatever expiry the body names", () => {
    const named = bodyWith({ expiry: "2025-11-17" });
    expect(dataOf(readV1Curve(named, "SPY"), "curve")).toMatchObject({
      expiry: "combined",
      expiration: null,
      netGex: -1017367026.884,
    });
  });

  test("reads the rest beside unreadable gamma, and names it", () => {
    const gamma_array = [{ strike: "675", call_gamma: "nan", put_gamma: "-1" }, { strike: "n/a" }];
    const outcome = readV1Curve(bodyWith({ gamma_array, gex_flip_price: "--" }), "SPY");
    expect(outcome).toMatchObject({
      unreadable: ["gamma_array.call_gamma", "gamma_array.strike", "gex_flip_price"],
    });
    const { flip, strikes } = dataOf(outcome, "curve");
    expect(flip).toBeNull();
    // 1 * 672.4 * 672.4 * 0.01 = 4521.2
    expect(strikes).toMatchObject([{ strike: 675, callGex: null, putGex: -4_521, netGex: null }]);
  });

  test("keeps the strikes nearest to spot and counts the others", () => {
    const gamma_array = Array.from({ length: 700 }, (_, index) => ({ strike: String(index + 1) }));
    const outcome = readV1Curve(bodyWith({ gamma_array }), "SPY");
    const { strikes, strikesLeftOut } = dataOf(outcome, "curve");
    expect([strikes.length, strikesLeftOut]).toEqual([500, 200]);
    expect([strikes[0]?.strike, strikes.at(-1)?.strike]).toEqual([201, 700]);
  });

  test.each([
    ["no strikes", bodyWith({ gamma_array: [] })],
    ["only empty strikes", bodyWith({ gamma_array: [{}, {}] })],
    ["no list of strikes", bodyWith({ gamma_array: undefined })],
    ["a strike twice", bodyWith({ gamma_array: [{ strike: "675" }, { strike: "675.0" }] })],
    ["gamma without a strike", bodyWith({ gamma_array: [{ call_gamma: "1" }] })],
    ["no price", bodyWith({ price: "" })],
    ["no time", bodyWith({ collection_date: null })],
    ["another ticker", bodyWith({}, "QQQ")],
    ["HTML", "<p>Wait</p>"],
  ])("refuses the whole body with %s", (_name, body) => {
    expect(readV1Curve(body, "SPY")).toMatchObject({ kind: "invalid", arrived: true });
  });

  test("reads words without our ticker as an unknown symbol", () => {
    const outcome = readV1Curve('{"detail":"No ticker data"}', "SPY");
    expect(outcome).toEqual({ kind: "unknown-symbol", arrived: true });
  });
});

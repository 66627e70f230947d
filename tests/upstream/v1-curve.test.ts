import { describe, expect, test } from "vitest";
import { readV1Curve } from "@/lib/upstream/v1-curve";
import { dataOf } from "./data-of";

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
  test("shares for $ 1 become $ per 1 % move; strikes ascend; missing is null", () => {
    const outcome = readV1Curve(bodyWith(), "SPY", "combined");
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
    "puts take away from calls, as gamma exposure is defined, also when told as %s",
    (put_gamma) => {
      const gamma_array = [{ strike: "680", call_gamma: "9446.0", put_gamma }];
      const { strikes } = dataOf(
        readV1Curve(bodyWith({ gamma_array }), "SPY", "combined"),
        "curve",
      );
      expect(strikes).toMatchObject([
        { callGex: 42_707_421, putGex: -36_725_851, netGex: 5_981_571 },
      ]);
    },
  );

  test("beside one expiry's strikes, totals that may be the whole ticker's are not told", () => {
    const dated = dataOf(readV1Curve(bodyWith(), "SPY", "2025-11-21"), "curve");
    expect(dated).toMatchObject({ expiration: "2025-11-21", netGex: null, flip: null });
    const near = bodyWith({ expiry: "2025-11-17" });
    expect(dataOf(readV1Curve(near, "SPY", "nearest"), "curve")).toMatchObject({
      expiry: "nearest",
      expiration: "2025-11-17",
    });
    const unreadable = bodyWith({ expiry: 1 });
    expect(dataOf(readV1Curve(unreadable, "SPY", "nearest"), "curve").expiration).toBeNull();
  });

  test("of more strikes than are kept, those nearest to spot are, and the others counted", () => {
    const gamma_array = Array.from({ length: 700 }, (_, index) => ({ strike: String(index + 1) }));
    const outcome = readV1Curve(bodyWith({ gamma_array }), "SPY", "combined");
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
    ["NaN as a gamma", bodyWith({ gamma_array: [{ strike: "675", call_gamma: "nan" }] })],
    ["no price", bodyWith({ price: "" })],
    ["no time", bodyWith({ collection_date: null })],
    ["another ticker", bodyWith({}, "QQQ")],
    ["HTML", "<p>Wait</p>"],
  ])("%s is refused as a whole", (_name, body) => {
    expect(readV1Curve(body, "SPY", "combined")).toMatchObject({ kind: "invalid", arrived: true });
  });

  test("words instead of our ticker mean the symbol is unknown", () => {
    const outcome = readV1Curve('{"detail":"No ticker data"}', "SPY", "combined");
    expect(outcome).toEqual({ kind: "unknown-symbol", arrived: true });
  });
});

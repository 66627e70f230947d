import { describe, expect, test } from "vitest";
import { readV2Curve } from "@/lib/upstream/v2-curve";
import { readV2Expirations } from "@/lib/upstream/v2-expirations";
import { dataOf } from "./data-of";

/** No recorded body of either is known: names of fields are those that clients of v2 read. */
const POINTS = [
  { strike: 270, call: 2_500_000.6, put: -1_000_000.2, net: 1_500_000.4 },
  { strike: 265, call: null },
];

const curveWith = (data: Record<string, unknown> = {}, meta?: Record<string, unknown>) =>
  JSON.stringify({
    data: {
      price: 263.85,
      asof: "2026-04-16T13:35:55Z",
      points: POINTS,
      totals: { gex_flip_price: 247.45, gex_value_per_1pct: 966965894.1, put_call_oi: 0.57 },
      ...data,
    },
    ...(meta ? { meta } : {}),
  });

describe("v2 curves/gex_by_strike", () => {
  test("strikes in whole $ per 1 % move, ascending, with the totals; open interest is not told", () => {
    const outcome = readV2Curve(curveWith(), "AAPL", "combined");
    expect(outcome).toMatchObject({ kind: "answered", asOf: "2026-04-16T13:35:55.000Z" });
    const openInterest = { callOpenInterest: null, putOpenInterest: null };
    expect(dataOf(outcome, "curve")).toEqual({
      expiry: "combined",
      expiration: null,
      spot: 263.85,
      netGex: 966965894.1,
      flip: 247.45,
      strikes: [
        { strike: 265, callGex: null, putGex: null, netGex: null, ...openInterest },
        { strike: 270, callGex: 2_500_001, putGex: -1_000_000, netGex: 1_500_000, ...openInterest },
      ],
      strikesLeftOut: 0,
    });
  });

  test.each([
    ["the strikes' own", 1_500_000, { netGex: 1_500_000, flip: 247.45 }],
    ["the whole ticker's", 966_965_894.1, { netGex: null, flip: null }],
    ["no total", null, { netGex: null, flip: null }],
  ])(
    "beside one expiry's strikes totals and flip are told if they are its: %s",
    (_name, total, told) => {
      const totals = { gex_flip_price: 247.45, gex_value_per_1pct: total };
      const outcome = readV2Curve(curveWith({ totals, expiry: "2026-04-17" }), "AAPL", "nearest");
      expect(dataOf(outcome, "curve")).toMatchObject({ expiration: "2026-04-17", ...told });
    },
  );

  test("time and ticker may stand in meta instead, and totals may be missing", () => {
    const meta = { asof: "2026-04-16T09:35:55-04:00", ticker: "AAPL" };
    const outcome = readV2Curve(
      curveWith({ asof: undefined, totals: null }, meta),
      "AAPL",
      "combined",
    );
    expect(outcome).toMatchObject({ asOf: "2026-04-16T13:35:55.000Z" });
    expect(dataOf(outcome, "curve")).toMatchObject({ netGex: null, flip: null, expiration: null });
  });

  test.each([
    ["another ticker in meta", curveWith({}, { ticker: "MSFT" })],
    ["another ticker in data", curveWith({ ticker: "MSFT" })],
    ["no time", curveWith({ asof: undefined })],
    ["no price", curveWith({ price: null })],
    ["no points", curveWith({ points: [] })],
    ["points that are no list", curveWith({ points: { 265: 1 } })],
    ["an unreadable figure", curveWith({ points: [{ strike: 265, net: "NaN" }] })],
    ["an error with status 200", '{"error":{"code":"internal"}}'],
    ["HTML", "<html></html>"],
  ])("%s is refused as a whole", (_name, body) => {
    expect(readV2Curve(body, "AAPL", "combined")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

const expirationsOf = (points: Record<string, unknown>[], data: Record<string, unknown> = {}) =>
  JSON.stringify({ data: { price: 263.85, asof: "2026-04-16T13:35:55Z", points, ...data } });

describe("v2 curves/gamma/expirations", () => {
  test("each group's part is its |gamma| over that of all; strikes keep their signs", () => {
    const outcome = readV2Expirations(
      expirationsOf([
        { strike: 270, combined: 4, nearest: 1, first_weekly: 3, all_other_expiries: 0 },
        { strike: 260, combined: -4, nearest: -5, first_weekly: 1, all_other_expiries: 0 },
      ]),
      "AAPL",
    );
    expect(dataOf(outcome, "expirations")).toEqual({
      spot: 263.85,
      // |1| + |-5| = 6 of 10; 3 + 1 = 4 of 10
      expirations: [
        { expiration: "nearest", absoluteGamma: 6, share: 0.6, sameAs: null },
        { expiration: "first_weekly", absoluteGamma: 4, share: 0.4, sameAs: null },
        { expiration: "first_monthly", absoluteGamma: null, share: null, sameAs: null },
        { expiration: "all_other", absoluteGamma: 0, share: 0, sameAs: null },
      ],
      addsUp: null,
      strikes: [
        { strike: 260, nearest: -5, first_weekly: 1, first_monthly: null, all_other: 0 },
        { strike: 270, nearest: 1, first_weekly: 3, first_monthly: null, all_other: 0 },
      ],
      strikesLeftOut: 0,
    });
  });

  test("where there is no gamma at all there are no parts of it", () => {
    const outcome = readV2Expirations(expirationsOf([{ strike: 260, nearest: 0 }]), "AAPL");
    const [nearest] = dataOf(outcome, "expirations").expirations;
    expect(nearest).toEqual({
      expiration: "nearest",
      absoluteGamma: 0,
      share: null,
      sameAs: null,
    });
  });

  /** Two strikes: `[combined, nearest, first weekly, first monthly, all others]` at each. */
  const groupsOf = (...rows: (number | null)[][]) =>
    dataOf(
      readV2Expirations(
        expirationsOf(
          rows.map(
            ([combined, nearest, first_weekly, first_monthly, all_other_expiries], index) => ({
              strike: 260 + index,
              ...{ combined, nearest, first_weekly, first_monthly, all_other_expiries },
            }),
          ),
        ),
        "AAPL",
      ),
      "expirations",
    );
  const sharesOf = ({ expirations }: ReturnType<typeof groupsOf>) =>
    expirations.map(({ share, sameAs }) => sameAs ?? share);

  test.each<[string, (number | null)[][], boolean | null, (number | string | null)[]]>([
    [
      "four expirations that come to the total",
      [
        [10, 4, 3, 2, 1],
        [-10, -4, -3, -2, -1],
      ],
      true,
      [0.4, 0.3, 0.2, 0.1],
    ],
    [
      "one that is the nearest, the first weekly and the first monthly, counted once",
      [
        [10, 8, 8, 8, 2],
        [-10, -7, -7, -7, -3],
      ],
      true,
      [0.75, "nearest", "nearest", 0.25],
    ],
    [
      "the same without a total: what is alike still counts once",
      [
        [null, 8, 8, 8, 2],
        [null, -7, -7, -7, -3],
      ],
      null,
      [0.75, "nearest", "nearest", 0.25],
    ],
    [
      "a first weekly one that is the first monthly too",
      [
        [10, 4, 5, 5, 1],
        [-10, -6, -3, -3, -1],
      ],
      true,
      [0.5, 0.4, "first_weekly", 0.1],
    ],
    [
      "groups off the total by rounding",
      [
        [10.04, 4, 3, 2, 1],
        [-10, -4, -3, -2, -1],
      ],
      true,
      [0.4, 0.3, 0.2, 0.1],
    ],
    [
      "groups that overlap in part",
      [
        [10, 6, 6, 2, 1],
        [-10, -6, -5, -2, -1],
      ],
      false,
      [null, null, null, null],
    ],
    [
      "a rest made of all names, each once more",
      [
        [10, 6, 6, 0, -2],
        [-10, -6, -6, 0, 2],
      ],
      false,
      [null, "nearest", null, null],
    ],
  ])("%s", (_name, rows, addsUp, shares) => {
    const groups = groupsOf(...rows);
    expect(groups.addsUp).toBe(addsUp);
    expect(sharesOf(groups)).toEqual(
      shares.map((share) => (typeof share === "number" ? expect.closeTo(share, 9) : share)),
    );
  });

  test.each([
    ["no points", expirationsOf([])],
    ["no time", expirationsOf([{ strike: 260 }], { asof: null })],
    ["no price", expirationsOf([{ strike: 260 }], { price: 0 })],
    ["another ticker", expirationsOf([{ strike: 260 }], { ticker: "MSFT" })],
    ["names of groups instead", '{"buckets":["combined","nearest"]}'],
  ])("%s is refused as a whole", (_name, body) => {
    expect(readV2Expirations(body, "AAPL")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

import { describe, expect, test } from "vitest";
import { readV2Expirations } from "@/lib/upstream/v2/v2-expirations";
import { dataOf } from "../data-of";

/** No recorded body is known: names of fields are those that clients of v2 read. */
const expirationsOf = (points: Record<string, unknown>[], data: Record<string, unknown> = {}) =>
  JSON.stringify({ data: { price: 263.85, asof: "2026-04-16T13:35:55Z", points, ...data } });

describe("v2 curves/gamma/expirations", () => {
  test("divides each group's |gamma| by all; strikes keep signs", () => {
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
        { expiration: "nearest", date: null, absoluteGamma: 6, share: 0.6, sameAs: null },
        { expiration: "first_weekly", date: null, absoluteGamma: 4, share: 0.4, sameAs: null },
        { expiration: "first_monthly", date: null, absoluteGamma: null, share: null, sameAs: null },
        { expiration: "all_other", date: null, absoluteGamma: 0, share: 0, sameAs: null },
      ],
      // 1 + 3 + 0 = 4 and -5 + 1 + 0 = -4
      addsUp: true,
      strikes: [
        { strike: 260, nearest: -5, first_weekly: 1, first_monthly: null, all_other: 0 },
        { strike: 270, nearest: 1, first_weekly: 3, first_monthly: null, all_other: 0 },
      ],
      strikesLeftOut: 0,
    });
  });

  test("has no shares of zero gamma", () => {
    const outcome = readV2Expirations(expirationsOf([{ strike: 260, nearest: 0 }]), "AAPL");
    const [nearest] = dataOf(outcome, "expirations").expirations;
    expect(nearest).toEqual({
      expiration: "nearest",
      date: null,
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
              combined,
              nearest,
              first_weekly,
              first_monthly,
              all_other_expiries,
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
      "a rest that lacks an expiration twice, since it has two names",
      [
        [10, 6, 6, 0, -2],
        [-10, -6, -6, 0, 2],
      ],
      true,
      [0.6, "nearest", 0, 0.4],
    ],
  ])("%s", (_name, rows, addsUp, shares) => {
    const groups = groupsOf(...rows);
    expect(groups.addsUp).toBe(addsUp);
    expect(sharesOf(groups)).toEqual(
      shares.map((share) => (typeof share === "number" ? expect.closeTo(share, 9) : share)),
    );
  });

  describe("with the dates of the groups", () => {
    const FRIDAY = "2026-04-17";
    const expiries = { nearest: FRIDAY, first_weekly: FRIDAY, first_monthly: FRIDAY };
    const point = { strike: 260, combined: 10, nearest: 4 };
    const groupsAt = (points: Record<string, unknown>[], dates: Record<string, unknown>) =>
      dataOf(readV2Expirations(expirationsOf(points, { expiries: dates }), "AAPL"), "expirations");

    test.each([
      ["taken away three times", { first_weekly: 4, first_monthly: 4, all_other_expiries: -2 }],
      ["once", { first_weekly: 4, first_monthly: 4, all_other_expiries: 6 }],
      ["zero under its other names", { first_weekly: 0, first_monthly: 0, all_other_expiries: 6 }],
      ["missing under its other names", { all_other_expiries: 6 }],
      ["without the rest", { first_weekly: 4, first_monthly: 4 }],
    ])("counts one date once: %s", (_name, sent) => {
      const groups = groupsAt([{ ...point, ...sent }], expiries);
      expect(groups.addsUp).toBe(true);
      expect(groups.expirations.map(({ share, sameAs }) => sameAs ?? share)).toEqual([
        0.4,
        "nearest",
        "nearest",
        0.6,
      ]);
      expect(groups.expirations.map(({ date }) => date)).toEqual([FRIDAY, FRIDAY, FRIDAY, null]);
      expect(groups.strikes).toMatchObject([{ nearest: 4, all_other: 6 }]);
    });

    test("keeps different dates apart, even with the same gamma", () => {
      const dates = { nearest: FRIDAY, first_weekly: "2026-04-24", first_monthly: null };
      const groups = groupsAt([{ ...point, first_weekly: 4 }], dates);
      expect(groups.expirations.map(({ share, sameAs }) => sameAs ?? share)).toEqual([
        0.4,
        0.4,
        null,
        expect.closeTo(0.2, 9),
      ]);
    });

    test("names a date that it cannot read", () => {
      const body = expirationsOf([point], { expiries: { nearest: "Friday" } });
      expect(readV2Expirations(body, "AAPL")).toMatchObject({
        unreadable: ["data.expiries.nearest"],
      });
    });
  });

  test.each([
    ["no points", expirationsOf([])],
    ["no time", expirationsOf([{ strike: 260 }], { asof: null })],
    ["no price", expirationsOf([{ strike: 260 }], { price: 0 })],
    ["another ticker", expirationsOf([{ strike: 260 }], { ticker: "MSFT" })],
    ["names of groups instead", '{"buckets":["combined","nearest"]}'],
  ])("refuses the whole body with %s", (_name, body) => {
    expect(readV2Expirations(body, "AAPL")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

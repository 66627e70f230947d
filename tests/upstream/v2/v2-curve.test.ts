import { describe, expect, test } from "vitest";
import { readV2Curve } from "@/lib/upstream/v2/v2-curve";
import { dataOf } from "../data-of";

/** No recorded body is known: names of fields are those that clients of v2 read. */
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
  test("takes another spelling of the ticker for ours, no other ticker", () => {
    const kindOf = (ticker: string) =>
      readV2Curve(curveWith({}, { ticker }), "BRK.B", "combined").kind;
    expect(["BRK.B", "BRK-B", "BRK/B"].map(kindOf)).toEqual(Array(3).fill("answered"));
    expect(kindOf("BRK.A")).toBe("invalid");
  });

  test("reads strikes in whole $ per 1 % move, with totals", () => {
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
  ])("reads totals and flip only if they are of the expiry: %s", (_name, total, expected) => {
    const totals = { gex_flip_price: 247.45, gex_value_per_1pct: total };
    const outcome = readV2Curve(curveWith({ totals, expiry: "2026-04-17" }), "AAPL", "nearest");
    expect(dataOf(outcome, "curve")).toMatchObject({ expiration: "2026-04-17", ...expected });
  });

  test("reads time and ticker from meta, with totals missing", () => {
    const meta = { asof: "2026-04-16T09:35:55-04:00", ticker: "AAPL" };
    const outcome = readV2Curve(
      curveWith({ asof: undefined, totals: null }, meta),
      "AAPL",
      "combined",
    );
    expect(outcome).toMatchObject({ asOf: "2026-04-16T13:35:55.000Z" });
    expect(dataOf(outcome, "curve")).toMatchObject({ netGex: null, flip: null, expiration: null });
  });

  test.each(["Apr 16, 2026 09:35 AM ET", "2026-04-16 09:35:55", null])(
    "reads the time of meta beside the display text %s",
    (asof) => {
      const outcome = readV2Curve(
        curveWith({ asof }, { asof: "2026-04-16T13:35:55Z" }),
        "AAPL",
        "combined",
      );
      expect(outcome).toMatchObject({ asOf: "2026-04-16T13:35:55.000Z" });
      expect(outcome).not.toHaveProperty("unreadable");
    },
  );

  test("reads the other strikes and values, and names the unreadable", () => {
    const points = [{ strike: 265, net: "NaN", call: 7 }, null, {}, { strike: "--", net: 3 }];
    const outcome = readV2Curve(curveWith({ points }), "AAPL", "combined");
    expect(outcome).toMatchObject({ unreadable: ["data.points.net", "data.points.strike"] });
    expect(dataOf(outcome, "curve").strikes).toMatchObject([
      { strike: 265, callGex: 7, netGex: null },
    ]);
  });

  test.each([
    ["another ticker in meta", curveWith({}, { ticker: "MSFT" })],
    ["another ticker in data", curveWith({ ticker: "MSFT" })],
    ["no time", curveWith({ asof: undefined })],
    ["display text as its only time", curveWith({ asof: "Apr 16, 2026 09:35 AM ET" })],
    ["a time without a zone", curveWith({ asof: "2026-04-16 09:35:55" }, { asof: null })],
    ["no price", curveWith({ price: null })],
    ["no points", curveWith({ points: [] })],
    ["points that are no list", curveWith({ points: { 265: 1 } })],
    ["an error with status 200", '{"error":{"code":"internal"}}'],
    ["HTML", "<html></html>"],
  ])("refuses the whole body with %s", (_name, body) => {
    expect(readV2Curve(body, "AAPL", "combined")).toMatchObject({ kind: "invalid", arrived: true });
  });
});

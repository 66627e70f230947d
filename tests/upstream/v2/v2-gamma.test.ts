import { describe, expect, test } from "vitest";
import { readV2Gamma } from "@/lib/upstream/v2/v2-gamma";
import { dataOf } from "../data-of";

describe("v2 curves/gamma", () => {
  const gammaWith = (data: Record<string, unknown> = {}) =>
    JSON.stringify({
      data: {
        price: 263.85,
        expiry: "2026-04-17",
        asof: "2026-04-16T17:01:02Z",
        points: [
          { strike: 270, gamma: 1_500_000.4 },
          { strike: 265, gamma: "N/A" },
        ],
        ...data,
      },
      meta: { ticker: "AAPL" },
    });
  const missing = { callGex: null, putGex: null, callOpenInterest: null, putOpenInterest: null };

  test("reads the net gamma of one date, and nothing of calls and puts", () => {
    const outcome = readV2Gamma(gammaWith(), "AAPL", "2026-04-17");
    expect(outcome).toMatchObject({ asOf: "2026-04-16T17:01:02.000Z" });
    expect(dataOf(outcome, "curve")).toEqual({
      expiry: "2026-04-17",
      expiration: "2026-04-17",
      spot: 263.85,
      netGex: null,
      flip: null,
      strikes: [
        { strike: 265, netGex: null, ...missing },
        { strike: 270, netGex: 1_500_000, ...missing },
      ],
      strikesLeftOut: 0,
    });
  });

  test("reads all expirations of now, which have no date", () => {
    const outcome = readV2Gamma(gammaWith({ expiry: "combined" }), "AAPL", "live");
    expect(dataOf(outcome, "curve")).toMatchObject({ expiry: "live", expiration: null });
  });

  test("refuses another date, another ticker and a reply without a time", () => {
    const kindOf = (body: string, symbol = "AAPL") => readV2Gamma(body, symbol, "2026-04-17").kind;
    expect(kindOf(gammaWith({ expiry: "2026-04-24" }))).toBe("invalid");
    expect(kindOf(gammaWith(), "MSFT")).toBe("invalid");
    expect(kindOf(gammaWith({ asof: null }))).toBe("invalid");
    // A reply that does not say its date is taken for the one requested.
    expect(kindOf(gammaWith({ expiry: undefined }))).toBe("answered");
  });
});

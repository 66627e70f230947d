import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bothUpstreams, CREDENTIALS, callFor, callWanted } from "../support/call-upstreams";
import { fakeDays, fakeFigures } from "../support/fake-figures";
import { type FakeUpstream, startFakeUpstream } from "../support/fake-upstream";
import { dataOf } from "./data-of";

let fake: FakeUpstream;
/** Where redirects point: nothing may ever arrive there. */
let elsewhere: FakeUpstream;

beforeAll(async () => {
  fake = await startFakeUpstream({ ...CREDENTIALS, unknownSymbols: ["ABCD"], limits: "none" });
  elsewhere = await startFakeUpstream();
});
afterEach(() => fake.reset());
afterAll(() => Promise.all([fake.close(), elsewhere.close()]));

describe("a good answer", () => {
  test.each(["SPY", "BRK.B", "BF-B", "^SPX", "ES=F"])(
    "%s comes back as its own",
    async (symbol) => {
      const { spot, netGex, flip } = fakeFigures(symbol);
      for (const upstream of bothUpstreams(fake.baseUrl)) {
        const before = Date.now();
        const outcome = await callFor(upstream, symbol);
        expect(dataOf(outcome, "gex")).toMatchObject({ spot, netGex, flip });
        if (outcome.kind !== "answered") throw new Error(outcome.kind);
        expect(Date.parse(outcome.asOf)).toBeGreaterThanOrEqual(before);
        expect(Date.parse(outcome.asOf)).toBeLessThanOrEqual(Date.now());
      }
      expect(
        fake
          .arrivals()
          .map(({ version, path, authorized, ...arrival }) => [
            version,
            path,
            arrival.symbol,
            authorized,
          ]),
      ).toEqual([
        ["v1", "/api/gex/latest", symbol, true],
        ["v2", `/api/v2/tickers/${encodeURIComponent(symbol)}`, symbol, true],
      ]);
    },
  );

  /** Gamma of the fake's strikes: 1,000 shares of calls and -900 of puts in the middle. */
  const middle = (spot: number) => ({
    strike: Math.round(spot),
    callGex: Math.round(1_000 * spot * spot * 0.01),
    putGex: Math.round(-900 * spot * spot * 0.01),
    netGex: Math.round(100 * spot * spot * 0.01),
  });

  test.each(["combined", "nearest", "first_monthly"] as const)(
    "both APIs tell the %s curve in the same unit",
    async (expiry) => {
      const { spot, flip } = fakeFigures("^SPX");
      for (const upstream of bothUpstreams(fake.baseUrl)) {
        const wanted = { resource: "curve", symbol: "^SPX", expiry } as const;
        const curve = dataOf(await callWanted(upstream, wanted), "curve");
        expect(curve).toMatchObject({ expiry, spot, strikesLeftOut: 0 });
        expect(curve.strikes).toHaveLength(5);
        expect(curve.strikes[2]).toMatchObject(middle(spot));
        if (expiry === "combined") expect(curve.flip).toBe(flip);
      }
      expect(fake.arrivals().map(({ window }) => window)).toEqual(["realtime", "expensive"]);
    },
  );

  test("v1 has the curve of one date", async () => {
    const wanted = { resource: "curve", symbol: "SPY", expiry: "2026-12-18" } as const;
    const [v1] = bothUpstreams(fake.baseUrl);
    if (!v1) throw new Error("no v1");
    const curve = dataOf(await callWanted(v1, wanted), "curve");
    expect(curve).toMatchObject({ expiry: "2026-12-18", expiration: "2026-12-18" });
  });

  test.each([
    ["5d", 5],
    ["30d", 30],
    ["180d", 180],
    ["1y", 365],
    ["2y", 730],
  ] as const)("both APIs go back %s, weekday by weekday", async (span, days) => {
    const { spot, netGex, flip, volatility } = fakeFigures("ES=F");
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      const wanted = { resource: "history", symbol: "ES=F", span } as const;
      const { window, points } = dataOf(await callWanted(upstream, wanted), "history");
      expect(window).toBe(span);
      expect(points).toHaveLength(fakeDays(Date.now(), days).length);
      expect(points[0]).toMatchObject({ spot, netGex, flip, impliedVolatility: volatility });
      expect(points.map(({ at }) => at.slice(0, 10))).toEqual(fakeDays(Date.now(), days));
    }
  });

  test("v2 tells when gamma expires", async () => {
    const v2 = bothUpstreams(fake.baseUrl).at(-1);
    if (!v2) throw new Error("no v2");
    const wanted = { resource: "expirations", symbol: "BRK.B" } as const;
    const { expirations, strikes } = dataOf(await callWanted(v2, wanted), "expirations");
    expect(expirations.map(({ share }) => share)).toEqual(
      [0.4, 0.3, 0.2, 0.1].map((share) => expect.closeTo(share, 9)),
    );
    expect(strikes).toHaveLength(5);
    expect(fake.arrivals()).toMatchObject([{ window: "expensive", symbol: "BRK.B" }]);
  });

  test("a base URL with a slash at its end is the same base URL", async () => {
    for (const upstream of bothUpstreams(`${fake.baseUrl}/`)) {
      expect(await callFor(upstream)).toMatchObject({ kind: "answered" });
    }
  });
});

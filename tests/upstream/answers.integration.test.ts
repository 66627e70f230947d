import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  bothUpstreams,
  CREDENTIALS,
  callFor,
  callWanted,
} from "../support/fake-upstream/call-upstreams";
import { fakeDays, fakeFigures } from "../support/fake-upstream/fake-figures";
import { type FakeUpstream, startFakeUpstream } from "../support/fake-upstream/fake-upstream";
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
    "returns the %s curve in one unit from both APIs",
    async (expiry) => {
      const { spot, flip } = fakeFigures("^SPX");
      const all = bothUpstreams(fake.baseUrl);
      // v1 has only the curve of all expirations.
      const offering = all.filter(({ name }) => name === "v2" || expiry === "combined");
      for (const upstream of offering) {
        const wanted = { resource: "curve", symbol: "^SPX", expiry } as const;
        const curve = dataOf(await callWanted(upstream, wanted), "curve");
        expect(curve).toMatchObject({ expiry, spot, strikesLeftOut: 0 });
        expect(curve.strikes).toHaveLength(5);
        expect(curve.strikes[2]).toMatchObject(middle(spot));
        if (expiry === "combined") expect(curve.flip).toBe(flip);
      }
      expect(fake.arrivals().map(({ window }) => window)).toEqual(
        offering.map(({ name }) => (name === "v1" ? "realtime" : "expensive")),
      );
    },
  );

  test("asks v1 for one convention of net GEX", async () => {
    const [v1] = bothUpstreams(fake.baseUrl);
    if (!v1) throw new Error("no v1");
    await callWanted(v1, { resource: "gex", symbol: "SPY" });
    await callWanted(v1, { resource: "history", symbol: "SPY", span: "5d" });
    expect(fake.arrivals().map(({ gexView }) => gexView)).toEqual(["SA-GEX", "SA-GEX"]);
  });

  test.each([
    ["5d", 5],
    ["30d", 30],
    ["180d", 180],
    ["1y", 365],
    ["2y", 730],
  ] as const)("returns %s of weekdays from both APIs", async (span, days) => {
    const { spot, netGex, flip, volatility } = fakeFigures("ES=F");
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      const wanted = { resource: "history", symbol: "ES=F", span } as const;
      const { window, points } = dataOf(await callWanted(upstream, wanted), "history");
      expect(window).toBe(span);
      // A history keeps four decimals of it: 0.01 %.
      const rounded = Number(volatility.toFixed(4));
      expect(points).toHaveLength(fakeDays(Date.now(), days).length);
      expect(points[0]).toMatchObject({ spot, netGex, flip, impliedVolatility: rounded });
      // Only v2 has a series of the skew, and only when it is requested.
      const skew = upstream.name === "v2" ? 1.08 : null;
      expect(points.at(-1)?.putCallVolatilityRatio).toBe(skew);
      expect(points.map(({ at }) => at.slice(0, 10))).toEqual(fakeDays(Date.now(), days));
    }
  });

  test("returns gamma by expiration from v2", async () => {
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

  test("accepts a base URL with a trailing slash", async () => {
    for (const upstream of bothUpstreams(`${fake.baseUrl}/`)) {
      expect(await callFor(upstream)).toMatchObject({ kind: "answered" });
    }
  });
});

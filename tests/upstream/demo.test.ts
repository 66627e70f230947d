import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAlwaysOpenCalendar, createNyseCalendar } from "@/lib/cache/market-calendar";
import { curveDataSchema } from "@/lib/contract/market/curve-data";
import { gexDataSchema } from "@/lib/contract/market/gex-data";
import { historyDataSchema } from "@/lib/contract/market/history-data";
import { newYorkDate } from "@/lib/insight/new-york-date";
import { demoCurve } from "@/lib/upstream/demo/demo-curve";
import { demoExpirations } from "@/lib/upstream/demo/demo-expirations";
import { demoFigures } from "@/lib/upstream/demo/demo-figures";
import { demoHistory } from "@/lib/upstream/demo/demo-history";
import { createDemoLooks } from "@/lib/upstream/demo/demo-looks";
import { findDemoSymbol } from "@/lib/upstream/demo/demo-symbols";
import { callWanted } from "../support/fake-upstream/call-upstreams";
import { permitFor } from "../support/store/permit";
import { dataOf } from "./data-of";
import { createMarket, START } from "./demo-market";

const looks = createDemoLooks(createNyseCalendar(), "two-a-day");

describe("the demo market", () => {
  test("returns the same data to all within a minute", async () => {
    const first = await createMarket().ask("SPY");
    const again = await createMarket(START + 30_000).ask("SPY");
    const later = await createMarket(START + 60_000).ask("SPY");
    expect(again).toEqual(first);
    expect(first).toMatchObject({ kind: "answered", asOf: "2026-11-23T15:00:00.000Z" });
    expect(later).toMatchObject({ kind: "answered", asOf: "2026-11-23T15:01:00.000Z" });
    expect(dataOf(later, "gex").spot).not.toBe(dataOf(first, "gex").spot);
  });

  test("answers within 150 to 600 ms, constant for a minute", async () => {
    const [one, two] = [createMarket(), createMarket()];
    for (const symbol of ["SPY", "QQQ", "AAPL", "NOPE", "ABCDEF"]) {
      await one.ask(symbol);
      await two.ask(symbol);
    }
    expect(two.slept).toEqual(one.slept);
    for (const milliseconds of one.slept) {
      expect(milliseconds).toBeGreaterThanOrEqual(150);
      expect(milliseconds).toBeLessThanOrEqual(600);
    }
    expect(new Set(one.slept).size).toBeGreaterThan(1);
  });

  test("returns consistent values for any symbol and minute", () => {
    const names = fc.oneof(
      fc.constantFrom("SPY", "AAPL", "SPX", "BRK.B", "ES=F"),
      fc.stringMatching(/^[A-Z]{1,6}$/),
    );
    fc.assert(
      fc.property(names, fc.integer({ min: 29_000_000, max: 31_000_000 }), (name, minute) => {
        const symbol = findDemoSymbol(name);
        fc.pre(symbol !== null);
        const data = demoFigures(symbol, minute);
        expect(gexDataSchema.parse(data)).toEqual(data);
        const figure = (key: keyof typeof data) => {
          const value = data[key];
          if (typeof value !== "number") throw new Error(`${key} is missing`);
          return value;
        };
        const [spot, flip, netGex] = [figure("spot"), figure("flip"), figure("netGex")];
        const volatility = figure("impliedVolatility");
        expect(figure("flipDistancePercent")).toBeCloseTo((flip / spot - 1) * 100, 9);
        expect(Math.sign(netGex)).toBe(Math.sign(spot - flip));
        expect(figure("nearestExpirationGex")).toBeCloseTo(
          netGex * figure("nearestExpirationShare"),
          3,
        );
        expect(figure("expectedMoveOneDayPercent")).toBeCloseTo(volatility * 6.299407883, 6);
        expect(figure("expectedMoveOneWeekPercent")).toBeCloseTo(volatility * 14.085904245, 6);
        expect(figure("nearestExpirationShare")).toBeGreaterThan(0);
        expect(figure("nearestExpirationShare")).toBeLessThan(1);
        expect(figure("ivRank")).toBeLessThanOrEqual(100);
        expect(figure("putCallVolatilityRatio")).toBeGreaterThanOrEqual(0.94);
        expect(figure("putCallVolatilityRatio")).toBeLessThanOrEqual(1.16);
        expect(volatility).toBeGreaterThan(0.05);
        // The cheapest listed symbol is about $1.50.
        expect(spot).toBeGreaterThan(0.6);
        const expiration = new Date(`${data.nearestExpiration}T00:00:00Z`);
        expect(expiration.getUTCDay()).toBe(5);
        const daysAhead = (expiration.getTime() - minute * 60_000) / 86_400_000;
        expect(daysAhead).toBeGreaterThan(-1);
        expect(daysAhead).toBeLessThan(7);
      }),
    );
  });

  test("returns parts consistent with the summary for any symbol", () => {
    const names = fc.oneof(
      fc.constantFrom("SPY", "AAPL", "SPX", "BF.B"),
      fc.stringMatching(/^[A-Z]{1,6}$/),
    );
    const minutes = fc.integer({ min: 29_000_000, max: 31_000_000 });
    fc.assert(
      fc.property(names, minutes, (name, minute) => {
        const symbol = findDemoSymbol(name);
        fc.pre(symbol !== null);
        const headline = demoFigures(symbol, minute);
        const curve = demoCurve(symbol, minute, "combined");
        expect(curveDataSchema.parse(curve)).toEqual(curve);
        const total = (of: "netGex" | "callOpenInterest" | "putOpenInterest") =>
          curve.strikes.reduce((sum, strike) => sum + (strike[of] ?? Number.NaN), 0);
        expect(total("netGex")).toBe(curve.netGex);
        expect(curve.netGex).toBeCloseTo(headline.netGex ?? 0, -1);
        expect([curve.spot, curve.flip]).toEqual([headline.spot, headline.flip]);
        const gross = curve.strikes.map(({ callGex, putGex }) => (callGex ?? 0) - (putGex ?? 0));
        const peak = curve.strikes[gross.indexOf(Math.max(...gross))];
        expect(peak?.strike).toBe(headline.maxGammaStrike);
        const ratio = total("putOpenInterest") / total("callOpenInterest");
        expect(ratio).toBeCloseTo(headline.putCallRatioOpenInterest ?? 0, 2);
        for (const { callGex, putGex } of curve.strikes) {
          expect(callGex).toBeGreaterThanOrEqual(0);
          expect(putGex).toBeLessThanOrEqual(0);
        }
        const nearest = demoCurve(symbol, minute, "nearest");
        expect(nearest.expiration).toBe(headline.nearestExpiration);
        expect(nearest.netGex).toBeCloseTo(headline.nearestExpirationGex ?? 0, -1);
        const { expirations, strikes, addsUp } = demoExpirations(symbol, minute);
        expect(addsUp).toBe(true);
        // A Friday is the first weekly expiration as well, and a third one the first monthly.
        const third = Math.ceil(Number(headline.nearestExpiration?.slice(8)) / 7) === 3;
        const same = third ? "nearest" : null;
        expect(expirations.map(({ sameAs }) => sameAs)).toEqual([null, "nearest", same, null]);
        const monthly = demoCurve(symbol, minute, "first_monthly");
        const ofMonth = strikes.reduce((sum, one) => sum + (one.first_monthly ?? Number.NaN), 0);
        expect(monthly.netGex).toBeCloseTo(ofMonth, -1);
        expect(expirations[0]?.share).toBeCloseTo(headline.nearestExpirationShare ?? 0, 9);
        const shares = expirations.map(({ share }) => share ?? 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(strikes.map(({ strike }) => strike)).toEqual(curve.strikes.map((one) => one.strike));
        const { points } = demoHistory(symbol, minute * 60_000, "30d", looks);
        expect(points.at(-1)).toMatchObject({ spot: headline.spot, netGex: headline.netGex });
      }),
      { numRuns: 30 },
    );
  });

  test("returns a history point per trading day, and the current one", () => {
    const spy = findDemoSymbol("SPY");
    if (spy === null) throw new Error("SPY");
    // Monday morning after Thanksgiving: Wednesday, the half day, and the opening update.
    const asOf = looks.asOf("SPY", Date.parse("2026-11-30T15:30:00Z"));
    const history = demoHistory(spy, asOf, "5d", looks);
    expect(historyDataSchema.parse(history)).toEqual(history);
    expect(history.points.map(({ at }) => newYorkDate(at))).toEqual([
      "2026-11-25",
      "2026-11-27",
      "2026-11-30",
    ]);
    expect(history.points.map(({ at }) => at.slice(11, 13))).toEqual(["20", "17", "14"]);
    expect(history.points.at(-1)?.at).toBe(new Date(asOf).toISOString());
  });

  test("returns no New York day twice, even with UTC a day ahead", () => {
    const spy = findDemoSymbol("SPY");
    if (spy === null) throw new Error("SPY");
    const onDemand = createDemoLooks(createAlwaysOpenCalendar(), "premium");
    const asOf = onDemand.asOf("SPY", Date.parse("2026-11-24T02:00:00Z"));
    const { points } = demoHistory(spy, asOf, "5d", onDemand);
    expect(points.map(({ at }) => newYorkDate(at))).toEqual([
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
      "2026-11-23",
    ]);
  });

  test("answers every listed call and offers no dated curve", async () => {
    const { upstream } = createMarket();
    for (const wanted of [
      { resource: "curve", symbol: "SPY", expiry: "first_monthly" },
      { resource: "history", symbol: "SPY", span: "2y" },
      { resource: "expirations", symbol: "SPY" },
    ] as const) {
      const outcome = await callWanted(upstream, wanted);
      expect(outcome).toMatchObject({ kind: "answered", figures: { resource: wanted.resource } });
    }
    const dated = { resource: "curve", symbol: "SPY", expiry: "2026-12-18" } as const;
    expect(upstream.jobFor(dated)).toBeNull();
  });

  test("moves a bit a minute", () => {
    const minute = Math.floor(START / 60_000);
    for (const name of ["SPY", "QQQ", "NVDA", "AAPL", "MSFT", "GOOGL"]) {
      const symbol = findDemoSymbol(name);
      if (symbol === null) throw new Error(name);
      const [now, next] = [demoFigures(symbol, minute), demoFigures(symbol, minute + 1)];
      const change = Math.abs((next.spot ?? 0) / (now.spot ?? 0) - 1);
      expect(change).toBeLessThan(0.005);
      const ratioChange = (next.putCallRatioVolume ?? 0) / (now.putCallRatioVolume ?? 0) - 1;
      expect(Math.abs(ratioChange)).toBeLessThan(0.06);
    }
  });

  test.each(["NOPE", "TOSTRING", "LONGNAME", "A1", "X.Y", "^NDX"])(
    "does not know %s",
    async (symbol) => {
      expect(await createMarket().ask(symbol)).toEqual({ kind: "unknown-symbol", arrived: true });
    },
  );

  test("ends with the signal", async () => {
    const { ask, upstream } = createMarket();
    expect(await ask("SPY", AbortSignal.abort())).toMatchObject({ kind: "not-sent" });
    const ending = new AbortController();
    const job = upstream.jobFor({ resource: "gex", symbol: "SPY" });
    if (job === null) throw new Error("not offered");
    const call = upstream.call(job, permitFor(ending.signal));
    ending.abort();
    expect(await call).toMatchObject({ kind: "failing", problem: "upstream-timeout" });
  });
});

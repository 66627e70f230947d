import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAlwaysOpenCalendar, createNyseCalendar } from "@/lib/cache/market-calendar";
import { newYorkDay, newYorkMinute } from "@/lib/new-york-time";
import { createDemoLooks } from "@/lib/upstream/demo/demo-looks";
import { createMarket } from "./demo-market";

const calendar = createNyseCalendar();
const looks = createDemoLooks(calendar, "two-a-day");
const MINUTE = 60_000;
const shown = (symbol: string, now: string) => {
  const asOf = looks.asOf(symbol, Date.parse(now));
  return `${newYorkDay(asOf)} ${newYorkMinute(asOf)}`;
};
const names = fc.constantFrom("SPY", "SPX", "VIX", "AAPL", "BRK.B", "T", "ABCD");
const times = fc.integer({ min: Date.UTC(2025, 0, 6), max: Date.UTC(2028, 11, 1) });

describe("two updates a day", () => {
  test("come in the first and the last 40 minutes of a session", () => {
    fc.assert(
      fc.property(names, times, (name, now) => {
        const asOf = looks.asOf(name, now);
        const { opensAt, closesAt } = calendar.previousSession(asOf);
        expect(asOf).toBeLessThanOrEqual(now);
        const [sinceOpen, untilClose] = [asOf - opensAt, closesAt - asOf];
        expect(untilClose).toBeGreaterThan(0);
        expect(Math.min(sinceOpen, untilClose)).toBeLessThanOrEqual(40 * MINUTE);
        // Never an update back.
        expect(looks.asOf(name, now + MINUTE)).toBeGreaterThanOrEqual(asOf);
        expect(looks.asOf(name, asOf)).toBe(asOf);
        expect(looks.asOf(name, asOf - 1)).toBeLessThan(asOf);
      }),
      { numRuns: 200 },
    );
  });

  test("are two, at about a symbol's own minutes", () => {
    const minutesOf = (symbol: string) => {
      const seen = new Set<number>();
      for (let now = Date.UTC(2026, 9, 5, 13); now < Date.UTC(2026, 9, 9, 23); now += 5 * MINUTE) {
        seen.add(looks.asOf(symbol, now));
      }
      // Without the one of the Friday before.
      return [...seen].slice(1).map((at) => (at % 86_400_000) / MINUTE);
    };
    for (const symbol of ["SPY", "AAPL", "VIX"]) {
      const minutes = minutesOf(symbol);
      expect(minutes).toHaveLength(10);
      for (const half of [0, 1]) {
        const own = minutes.filter((_, index) => index % 2 === half);
        expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(4.1);
        expect(new Set(own).size).toBeGreaterThan(1);
      }
    }
    expect(minutesOf("SPY")[0]).not.toBe(minutesOf("AAPL")[0]);
  });

  test.each([
    ["a Sunday night", "2026-11-22T04:00:00Z", /^2026-11-20 15:[2-5]/],
    ["a Monday before the open", "2026-11-23T14:29:00Z", /^2026-11-20 15:[2-5]/],
    ["a Monday at noon", "2026-11-23T17:00:00Z", /^2026-11-23 (09:[345]|10:0)/],
    ["an evening", "2026-11-24T02:00:00Z", /^2026-11-23 15:[2-5]/],
    ["Thanksgiving", "2026-11-26T18:00:00Z", /^2026-11-25 15:[2-5]/],
    ["the weekend after the half day", "2026-11-29T18:00:00Z", /^2026-11-27 12:[2-5]/],
    ["the summer, with other clocks", "2026-07-06T23:00:00Z", /^2026-07-06 15:[2-5]/],
  ])("on %s the last one holds", (_name, now, asOf) => {
    expect(shown("SPY", now)).toMatch(asOf);
  });

  test("answer at night and at weekends, the same to everyone", async () => {
    const sunday = Date.parse("2026-11-22T04:00:00Z");
    const first = await createMarket(sunday, "two-a-day").ask("SPY");
    const later = await createMarket(sunday + 20 * 3_600_000, "two-a-day").ask("SPY");
    expect(first).toMatchObject({
      kind: "answered",
      asOf: expect.stringMatching(/^2026-11-20T20:/),
    });
    expect(later).toEqual(first);
  });
});

describe("a premium plan's updates", () => {
  test("come to the minute while the market trades, then hold", () => {
    const onDemand = createDemoLooks(calendar, "premium");
    const at = (now: string) => new Date(onDemand.asOf("SPY", Date.parse(now))).toISOString();
    expect(at("2026-11-23T15:00:20Z")).toBe("2026-11-23T15:00:00.000Z");
    expect(at("2026-11-24T02:00:00Z")).toBe("2026-11-23T21:00:00.000Z");
    expect(onDemand.lastOf("SPY", "2026-11-23")).toBe(Date.parse("2026-11-23T21:00:00Z"));
    expect(onDemand.lastOf("SPY", "2026-11-26")).toBeNull();
  });

  test("come at any hour where the market never closes", () => {
    const always = createDemoLooks(createAlwaysOpenCalendar(), "premium");
    const sunday = Date.parse("2026-11-22T04:00:00Z");
    expect(always.asOf("SPY", sunday)).toBe(sunday);
    expect(always.lastOf("SPY", "2026-11-22")).toBeNull();
    expect(always.lastOf("SPY", "2026-11-23")).toBe(Date.parse("2026-11-23T21:00:00Z"));
  });
});

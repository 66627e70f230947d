import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createAlwaysOpenCalendar,
  createMarketCalendar,
  createNyseCalendar,
} from "@/lib/cache/market-calendar";
import { MARKET_TABLE } from "@/lib/cache/market-table";
import { isWeekend, newYorkDay, newYorkTime } from "@/lib/new-york-time";

const nyse = createNyseCalendar();
const utc = (text: string) => Date.parse(text);
const marketAt = (text: string) => {
  const { state, nextChangeAt } = nyse.marketAt(utc(text));
  return [state, nextChangeAt && new Date(nextChangeAt).toISOString()];
};
const anyTime = fc.integer({ min: utc("2025-01-02T00:00Z"), max: utc("2030-12-31T00:00Z") });

describe("the New York calendar", () => {
  it("opens at 09:30 and closes at 16:00 in New York all year", () => {
    expect(nyse.sessionOf("2026-07-01")).toEqual({
      day: "2026-07-01",
      preOpenAt: utc("2026-07-01T12:00Z"),
      opensAt: utc("2026-07-01T13:30Z"),
      closesAt: utc("2026-07-01T20:00Z"),
    });
    expect(nyse.sessionOf("2026-12-01")).toEqual({
      day: "2026-12-01",
      preOpenAt: utc("2026-12-01T13:00Z"),
      opensAt: utc("2026-12-01T14:30Z"),
      closesAt: utc("2026-12-01T21:00Z"),
    });
  });

  it("moves the session on the Monday after each clock change", () => {
    // Clocks change on 2026-03-08 and 2026-11-01, both Sundays.
    expect(nyse.sessionOf("2026-03-06")?.opensAt).toBe(utc("2026-03-06T14:30Z"));
    expect(nyse.sessionOf("2026-03-09")?.opensAt).toBe(utc("2026-03-09T13:30Z"));
    expect(nyse.sessionOf("2026-10-30")?.opensAt).toBe(utc("2026-10-30T13:30Z"));
    expect(nyse.sessionOf("2026-11-02")?.opensAt).toBe(utc("2026-11-02T14:30Z"));
  });

  it("passes closed, pre, open and after on a day, to the second", () => {
    expect(marketAt("2026-11-23T08:59:59Z")).toEqual(["closed", "2026-11-23T09:00:00.000Z"]);
    expect(marketAt("2026-11-23T09:00:00Z")).toEqual(["pre", "2026-11-23T14:30:00.000Z"]);
    expect(marketAt("2026-11-23T14:29:59Z")).toEqual(["pre", "2026-11-23T14:30:00.000Z"]);
    expect(marketAt("2026-11-23T14:30:00Z")).toEqual(["open", "2026-11-23T21:00:00.000Z"]);
    expect(marketAt("2026-11-23T20:59:59Z")).toEqual(["open", "2026-11-23T21:00:00.000Z"]);
    expect(marketAt("2026-11-23T21:00:00Z")).toEqual(["after", "2026-11-24T01:00:00.000Z"]);
    expect(marketAt("2026-11-24T01:00:00Z")).toEqual(["closed", "2026-11-24T09:00:00.000Z"]);
  });

  it("stays closed on holidays, and closes early on a half day", () => {
    expect(marketAt("2026-11-21T15:00:00Z")).toEqual(["closed", "2026-11-23T09:00:00.000Z"]);
    expect(marketAt("2026-11-26T15:00:00Z")).toEqual(["closed", "2026-11-27T09:00:00.000Z"]);
    expect(marketAt("2026-11-27T17:59:59Z")).toEqual(["open", "2026-11-27T18:00:00.000Z"]);
    expect(marketAt("2026-11-27T18:00:00Z")).toEqual(["after", "2026-11-27T22:00:00.000Z"]);
    expect(marketAt("2026-11-27T22:00:00Z")).toEqual(["closed", "2026-11-30T09:00:00.000Z"]);
  });

  it("knows the exchange's own dates, year by year", () => {
    const closed = (day: string) => nyse.sessionOf(day) === null;
    expect(["2025-01-09", "2026-04-03", "2026-07-03", "2027-12-24"].every(closed)).toBe(true);
    expect(["2028-11-23", "2027-06-18", "2025-12-25"].every(closed)).toBe(true);
    // Not kept on the Friday before when New Year's Day is a Saturday.
    expect(closed("2027-12-31")).toBe(false);
    const closeOf = (day: string) => new Date(nyse.sessionOf(day)?.closesAt ?? 0).toISOString();
    expect(closeOf("2028-07-03")).toBe("2028-07-03T17:00:00.000Z");
    expect(closeOf("2026-12-24")).toBe("2026-12-24T18:00:00.000Z");
  });

  it("lists nine to eleven closed weekdays a year, no early close", () => {
    const { closedDays, earlyCloses } = MARKET_TABLE;
    for (const day of [...closedDays, ...earlyCloses]) expect(isWeekend(day), day).toBe(false);
    for (const day of earlyCloses) expect(closedDays.has(day), day).toBe(false);
    for (const [year, days] of Object.entries({ 2025: 11, 2026: 10, 2027: 10, 2028: 9 })) {
      expect([...closedDays].filter((day) => day.startsWith(year))).toHaveLength(days);
    }
  });

  it("opens every weekday beyond its table", () => {
    expect(nyse.sessionOf("2029-01-01")?.opensAt).toBe(utc("2029-01-01T14:30Z"));
    expect(nyse.sessionOf("2028-12-30")).toBeNull();
  });

  it("finds the latest session by any time, and the next one", () => {
    fc.assert(
      fc.property(anyTime, (ms) => {
        const [last, next] = [nyse.previousSession(ms), nyse.nextSession(ms)];
        expect(last.opensAt).toBeLessThanOrEqual(ms);
        expect(next.opensAt).toBeGreaterThan(ms);
        expect(nyse.nextSession(last.opensAt)).toEqual(next);
        expect(nyse.previousSession(next.opensAt - 1)).toEqual(last);
      }),
    );
  });

  it("changes its state exactly at the change that it announces", () => {
    fc.assert(
      fc.property(anyTime, (ms) => {
        const { state, nextChangeAt } = nyse.marketAt(ms);
        if (nextChangeAt === null) throw new Error("this market closes");
        expect(nextChangeAt).toBeGreaterThan(ms);
        expect(nyse.marketAt(nextChangeAt - 1).state).toBe(state);
        expect(nyse.marketAt(nextChangeAt).state).not.toBe(state);
      }),
    );
  });

  it("finds the moment of any New York time without a clock change", () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 3, max: 23 }), (ms, hour) => {
        const day = newYorkDay(ms);
        const moment = newYorkTime(day, hour, 15);
        const shown = new Date(moment).toLocaleString("sv-SE", { timeZone: "America/New_York" });
        expect(shown).toBe(`${day} ${String(hour).padStart(2, "0")}:15:00`);
      }),
    );
  });
});

describe("the always-open calendar", () => {
  it("is open on any day, with no change before the year 9999", () => {
    const calendar = createAlwaysOpenCalendar();
    for (const text of ["2026-11-22T04:00Z", "2026-12-25T15:00Z"]) {
      expect(calendar.marketAt(utc(text)).state).toBe("open");
      expect(calendar.marketAt(utc(text)).nextChangeAt).toBeNull();
    }
  });

  it("is MARKET_HOURS=always-open, and nyse is New York's", () => {
    const sunday = utc("2026-11-22T15:00Z");
    expect(createMarketCalendar("always-open").marketAt(sunday).state).toBe("open");
    expect(createMarketCalendar("nyse").marketAt(sunday).state).toBe("closed");
  });
});

import { describe, expect, test } from "vitest";
import { periodStarts } from "@/lib/gate/calendar-periods";
import { mainLengthOf } from "@/lib/gate/window-arguments";
import { gatePolicy } from "@/lib/policy";
import { probeWindow } from "../../support/store/gate-probe";

const starts = (period: "day" | "month", zone: string, at: string) =>
  periodStarts({ kind: "calendar", period, zone, marginMs: 0 }, Date.parse(at)).map((ms) =>
    new Date(ms).toISOString(),
  );

describe("the periods around a moment", () => {
  test.each([
    ["of UTC", "UTC", "2026-11-28T12:00:00Z", ["10-01T00", "11-01T00", "12-01T00", "01-01T00"]],
    // Clocks change on November 1. So November begins in summer time, December in winter time.
    [
      "of New York",
      "America/New_York",
      "2026-11-28T12:00:00Z",
      ["10-01T04", "11-01T04", "12-01T05", "01-01T05"],
    ],
    [
      "of a zone that is already in the next month",
      "Pacific/Kiritimati",
      "2026-11-30T12:00:00Z",
      ["10-31T10", "11-30T10", "12-31T10", "01-31T10"],
    ],
    [
      "at the first moment of a month",
      "UTC",
      "2026-12-01T00:00:00Z",
      ["11-01T00", "12-01T00", "01-01T00", "02-01T00"],
    ],
  ])("start months in zone %s", (_, zone, at, expected) => {
    expect(starts("month", zone, at).map((text) => text.slice(5, 13))).toEqual(expected);
  });

  test("give each day its length in the zone", () => {
    const [before, day, next, last] = starts("day", "America/New_York", "2026-11-01T12:00:00Z");
    expect([before, day, next, last]).toEqual([
      "2026-10-31T04:00:00.000Z",
      "2026-11-01T04:00:00.000Z",
      "2026-11-02T05:00:00.000Z",
      "2026-11-03T05:00:00.000Z",
    ]);
  });

  test("start at the first moment where midnight is skipped", () => {
    // Clocks in Beirut go from 0:00 to 1:00 on the last Sunday in March.
    const [, day] = starts("day", "Asia/Beirut", "2026-03-29T12:00:00Z");
    expect(day).toBe("2026-03-28T22:00:00.000Z");
  });

  test("throw for an unknown zone", () => {
    expect(() => starts("day", "Mars/Olympus", "2026-03-29T12:00:00Z")).toThrow(RangeError);
  });
});

describe("the windows of a gate", () => {
  const main = probeWindow("main", 20);

  test("start with a rolling window, the main one", () => {
    expect(mainLengthOf([main, probeWindow("other", 5)])).toBe(60_000);
    const month = { kind: "calendar", period: "month", zone: "UTC", marginMs: 0 } as const;
    expect(() => mainLengthOf([probeWindow("month", 5, month)])).toThrow("rolling");
    expect(() => mainLengthOf([])).toThrow("rolling");
  });

  test("are at most eight, with unique names", () => {
    const windows = Array.from({ length: gatePolicy.windowsMost }, (_, index) =>
      probeWindow(`w${index}`, 5),
    );
    expect(mainLengthOf(windows)).toBe(60_000);
    expect(() => mainLengthOf([...windows, probeWindow("more", 5)])).toThrow("8 windows");
    expect(() => mainLengthOf([main, main])).toThrow("same name");
  });
});

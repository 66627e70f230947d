import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { dayWords } from "@/components/charts/history-day";
import { historyScales, historyTicks, timeOf } from "@/components/charts/history-scales";
import type { HistoryPoint } from "@/lib/contract/market/history-data";

const SIZE = { width: 700, height: 360 };
const others = { flip: null, impliedVolatility: null, ivRank: null, putCallVolatilityRatio: null };
const pointAt = (at: string): HistoryPoint => ({
  at,
  spot: 100,
  netGex: 1,
  putCallRatioOpenInterest: null,
  ...others,
});

/** What the axis says, and where the day of that name stands, px. */
function axisOf(points: readonly HistoryPoint[], count: number) {
  const { time } = historyScales(points, SIZE);
  return historyTicks(time, count).map((tick) => ({
    words: dayWords(tick.toISOString().slice(0, 10)),
    x: time(tick),
  }));
}

afterEach(() => vi.unstubAllEnvs());

describe.each(["Europe/Berlin", "Asia/Tokyo", "America/New_York", "UTC"])(
  "the history's axis, read in %s",
  (name) => {
    beforeEach(() => void vi.stubEnv("TZ", name));

    test("names each day under its own point, by date or by moment", () => {
      const days = Array.from({ length: 28 }, (_, index) =>
        new Date(Date.UTC(2026, 9, 26 + index)).toISOString().slice(0, 10),
      );
      for (const points of [
        days.map(pointAt),
        // The close in New York, a quarter to nine in the evening by UTC.
        days.map((day) => pointAt(`${day}T20:45:00Z`)),
      ]) {
        const { time } = historyScales(points, SIZE);
        const places = new Map(
          points.map((point, index) => [dayWords(days[index] ?? ""), time(timeOf(point))]),
        );
        const axis = axisOf(points, 5);
        expect(axis.length).toBeGreaterThanOrEqual(3);
        for (const { words, x } of axis) expect(x).toBeCloseTo(places.get(words) ?? -1, 6);
      }
    });

    test("names no day twice, however short the window", () => {
      const points = ["2026-11-18", "2026-11-19", "2026-11-20"].map(pointAt);
      const words = axisOf(points, 6).map((tick) => tick.words);
      expect(words).toEqual(["Nov 18", "Nov 19", "Nov 20"]);
    });
  },
);

import { scaleLinear } from "@visx/scale";
import { describe, expect, test } from "vitest";
import { enoughTicks } from "@/components/charts/enough-ticks";
import { historyScales, historyTicks } from "@/components/charts/history-scales";

describe("a narrow axis names more than one figure, or it would measure nothing", () => {
  test("shows gamma from -90 to 60M with more than zero alone", () => {
    const { ticks } = scaleLinear<number>({ domain: [-90e6, 60e6] });
    expect(ticks(2)).toEqual([0]);
    expect(enoughTicks(2, 2, ticks)).toEqual([-50e6, 0, 50e6]);
    expect(enoughTicks(7, 2, ticks)).toEqual(ticks(7));
  });

  test("shows thirty days with more than a first of the month", () => {
    const points = Array.from({ length: 30 }, (_, index) => ({
      at: new Date(Date.UTC(2026, 9, 27 + index)).toISOString().slice(0, 10),
      spot: 1,
      netGex: 1,
      flip: 1,
      impliedVolatility: 1,
      ivRank: 1,
      putCallRatioOpenInterest: 1,
      putCallVolatilityRatio: 1,
    }));
    const { time } = historyScales(points, { width: 336, height: 300 });
    const days = historyTicks(time, 2).map((tick) => tick.toISOString().slice(5, 10));
    expect(days).toEqual(["11-01", "11-08", "11-15", "11-22"]);
  });

  test("shows the only figure when there is but one", () => {
    expect(enoughTicks(2, 2, () => [0])).toEqual([0]);
  });
});

import { describe, expect, test } from "vitest";
import {
  easternTime,
  formatAge,
  formatCount,
  formatDistance,
  formatDollars,
  formatFraction,
  formatMagnitude,
  formatNumber,
  formatPercent,
  formatPlace,
  formatPrice,
  formatSeconds,
  formatStep,
  formatStrike,
} from "@/components/ui/format";

describe("figures", () => {
  test.each([
    [-1_017_367_026.884, "−1.02B"],
    [-684_133_344.8, "−684.13M"],
    [12_400_000, "+12.40M"],
    [999_999, "+1.00M"],
    [-26_455, "−26.46K"],
    [0, "0.00"],
    [null, "—"],
  ])("show a magnitude of %s as %s", (value, text) => {
    expect(formatMagnitude(value)).toBe(text);
  });

  test.each([
    [-1_017_367_026.884, "−$1.02B"],
    [966_965_894.18, "+$966.97M"],
    [0, "$0.00"],
    [null, "—"],
  ])("show dollars of %s as %s", (value, text) => {
    expect(formatDollars(value)).toBe(text);
  });

  test.each([
    [5.15, "+$5.15"],
    [-16.4, "−$16.40"],
    [-0.004, "$0.00"],
    [null, "—"],
  ])("show a step of %s as %s", (value, text) => {
    expect(formatStep(value)).toBe(text);
  });

  test.each([
    [680, "680"],
    [1_217.5, "1,217.50"],
    [null, "—"],
  ])("show a strike of %s as %s", (value, text) => {
    expect(formatStrike(value)).toBe(text);
  });

  test("give counts, percents and plain numbers only a true minus", () => {
    expect(formatCount(26_169_045)).toBe("26.17M");
    expect(formatPercent(6.2157)).toBe("6.22%");
    expect([formatNumber(20.6, 1), formatNumber(1.0951, 2)]).toEqual(["20.6", "1.10"]);
    expect(formatNumber(-1.5, 2)).toBe("−1.50");
    const missing = [formatCount(null), formatPercent(null), formatNumber(null, 1)];
    expect(missing).toEqual(["—", "—", "—"]);
  });

  test("have no sign when they round to zero", () => {
    expect([formatPercent(-0.001), formatFraction(-0.0001)]).toEqual(["0.00%", "0.0%"]);
    expect([formatNumber(-0.004, 2), formatPrice(-0), formatMagnitude(-0.001)]).toEqual(
      Array(3).fill("0.00"),
    );
  });

  test.each([
    [672.4, "672.40"],
    [1_186.5, "1,186.50"],
    [null, "—"],
  ])("show a price of %s as %s", (value, text) => {
    expect(formatPrice(value)).toBe(text);
  });

  test.each([
    [0.161, "16.1%"],
    [0.22519667844446825, "22.5%"],
    [0, "0.0%"],
    [null, "—"],
  ])("show a fraction of %s as %s", (value, text) => {
    expect(formatFraction(value)).toBe(text);
  });

  test.each([
    [0.7659, "+0.77%"],
    [-6.2157, "−6.22%"],
    [0.001, "0.00%"],
    [null, "—"],
  ])("show a distance of %s as %s", (value, text) => {
    expect(formatDistance(value)).toBe(text);
  });
});

describe("times", () => {
  test("round waits up, so that none is promised too early", () => {
    expect([0, 0.2, 8.1, 60, 160].map(formatSeconds)).toEqual([
      "1s",
      "1s",
      "9s",
      "1 min",
      "2 min 40s",
    ]);
  });

  test("round ages down", () => {
    const minutes = [0.99, 1, 59.9, 60, 1_439, 1_440, 2_880].map((age) => formatAge(age * 60_000));
    expect(minutes).toEqual([
      "just now",
      "1 min ago",
      "59 min ago",
      "1 h ago",
      "23 h ago",
      "1 day ago",
      "2 days ago",
    ]);
  });

  test("read places as in speech", () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21].map(formatPlace)).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "12th",
      "13th",
      "21st",
    ]);
  });

  test("read New York's clock in winter, in summer and at midnight", () => {
    expect(easternTime(Date.parse("2026-11-24T20:46:17Z"))).toMatchObject({
      weekday: "Tuesday",
      date: "Nov 24",
      second: "15:46:17",
    });
    expect(easternTime(Date.parse("2026-07-01T14:30:00Z")).minute).toBe("10:30");
    expect(easternTime(Date.parse("2026-11-25T05:00:00Z"))).toMatchObject({
      date: "Nov 25",
      minute: "00:00",
    });
  });
});

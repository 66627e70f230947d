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

/** The narrow space that keeps number and unit on one line. */
const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("figures", () => {
  test.each([
    [-1_017_367_026.884, "−1.02 B"],
    [-684_133_344.8, "−684.13 M"],
    [12_400_000, "+12.40 M"],
    [999_999, "+1.00 M"],
    [-26_455, "−26.46 K"],
    [0, "0.00"],
    [null, "—"],
  ])("a magnitude of %s is %s", (value, text) => {
    expect(plain(formatMagnitude(value))).toBe(text);
  });

  test.each([
    [-1_017_367_026.884, "−$1.02 B"],
    [966_965_894.18, "+$966.97 M"],
    [0, "$0.00"],
    [null, "—"],
  ])("dollars of %s are %s", (value, text) => {
    expect(plain(formatDollars(value))).toBe(text);
  });

  test.each([
    [5.15, "+$5.15"],
    [-16.4, "−$16.40"],
    [-0.004, "$0.00"],
    [null, "—"],
  ])("a step of %s is %s", (value, text) => {
    expect(formatStep(value)).toBe(text);
  });

  test.each([
    [680, "680"],
    [1_217.5, "1,217.50"],
    [null, "—"],
  ])("a strike of %s is %s", (value, text) => {
    expect(formatStrike(value)).toBe(text);
  });

  test("counts, percents and plain numbers have no sign but a true minus, and their own digits", () => {
    expect(plain(formatCount(26_169_045))).toBe("26.17 M");
    expect(plain(formatPercent(6.2157))).toBe("6.22 %");
    expect([formatNumber(20.6, 1), formatNumber(1.0951, 2)]).toEqual(["20.6", "1.10"]);
    expect(formatNumber(-1.5, 2)).toBe("−1.50");
    const missing = [formatCount(null), formatPercent(null), formatNumber(null, 1)];
    expect(missing).toEqual(["—", "—", "—"]);
  });

  test("what rounds to zero has no sign", () => {
    expect([formatPercent(-0.001), formatFraction(-0.0001)].map(plain)).toEqual([
      "0.00 %",
      "0.0 %",
    ]);
    expect([formatNumber(-0.004, 2), formatPrice(-0), formatMagnitude(-0.001)]).toEqual(
      Array(3).fill("0.00"),
    );
  });

  test.each([
    [672.4, "672.40"],
    [1_186.5, "1,186.50"],
    [null, "—"],
  ])("a price of %s is %s", (value, text) => {
    expect(formatPrice(value)).toBe(text);
  });

  test.each([
    [0.161, "16.1 %"],
    [0.22519667844446825, "22.5 %"],
    [0, "0.0 %"],
    [null, "—"],
  ])("a fraction of %s is %s", (value, text) => {
    expect(plain(formatFraction(value))).toBe(text);
  });

  test.each([
    [0.7659, "▲0.77 %"],
    [-6.2157, "▼6.22 %"],
    [0.001, "0.00 %"],
    [null, "—"],
  ])("a distance of %s is %s", (value, text) => {
    expect(plain(formatDistance(value))).toBe(text);
  });
});

describe("times", () => {
  test("waits are rounded up, so that none is promised too early", () => {
    expect([0, 0.2, 8.1, 60, 160].map(formatSeconds)).toEqual([
      "1 s",
      "1 s",
      "9 s",
      "1 min",
      "2 min 40 s",
    ]);
  });

  test("ages are rounded down", () => {
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

  test("places read as in speech", () => {
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

  test("New York's clock is read in winter, in summer, and at midnight", () => {
    expect(easternTime(Date.parse("2026-11-24T20:46:17Z"))).toMatchObject({
      weekday: "Tuesday",
      date: "24 Nov",
      second: "15:46:17",
    });
    expect(easternTime(Date.parse("2026-07-01T14:30:00Z")).minute).toBe("10:30");
    expect(easternTime(Date.parse("2026-11-25T05:00:00Z"))).toMatchObject({
      date: "25 Nov",
      minute: "00:00",
    });
  });
});

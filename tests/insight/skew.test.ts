import { describe, expect, test } from "vitest";
import type { GexData } from "@/lib/contract/market/gex-data";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { AAPL, headline, partsWith, skewsOf } from "./sample-parts";
import { RULES } from "./sample-rules";

function read(parts: AvailableParts) {
  const trap = readPsychology(parts, RULES).traps.find(({ id }) => id === "dear-calls");
  if (!trap) throw new Error("dear-calls");
  return trap;
}

/**
 * Definition: "The Current Call Skew should be evaluated with respect to its Average Call Skew"
 * (the upstream's skew dashboard).
 */
describe("calls richer than puts", () => {
  const skewed = (spread: number | null, baseline: number | null) =>
    partsWith({
      gex: headline({
        putCallVolatilityRatio: 0.97,
        volatilitySpread: spread,
        volatilitySpreadBaseline: baseline,
      }),
    });

  test("is present only beyond the symbol's own baseline", () => {
    // By hand: -0.02 - 0.01 = -0.03, below -0.01.
    expect(read(skewed(-0.02, 0.01))).toMatchObject({
      state: "present",
      note: null,
      thresholds: [{ value: 0.97 }, { value: expect.closeTo(-0.03, 12), limit: -0.01 }],
    });
    expect(read(skewed(-0.02, -0.02))).toMatchObject({
      state: "absent",
      note: "Usual for this symbol: its skew is at its own baseline.",
    });
    expect(read(skewed(-0.02, null))).toMatchObject({
      state: "unavailable",
      missing: ["baseline of the skew"],
    });
  });
});

/**
 * The same definition where the upstream reports no baseline: the average of the history's
 * `pc_25d_ratio`, which is the ratio of 25Δ put to 25Δ call implied volatility.
 */
describe("calls richer than puts, without a reported baseline", () => {
  const bare = { volatilitySpread: null, volatilitySpreadBaseline: null };
  const withHistory = (ratios: readonly (number | null)[], gex: Partial<GexData> = {}) => ({
    ...partsWith({ gex: headline({ putCallVolatilityRatio: 0.95, ...bare, ...gex }) }),
    history: skewsOf(ratios),
  });
  const twenty = (ratio: number) => Array<number>(20).fill(ratio);

  test("compares the ratio with its own mean in the history", () => {
    // By hand: ten days of 0.98 and ten of 1.02 have a mean of 1.00; 0.95 / 1.00 - 1 = -5 %.
    const mixed = [...twenty(0.98).slice(10), ...twenty(1.02).slice(10)];
    expect(read(withHistory(mixed))).toMatchObject({
      state: "present",
      note: null,
      inputs: [
        { value: 0.95, resource: "gex" },
        {
          name: "mean of the put/call implied volatility ratio on 20 earlier days",
          value: expect.closeTo(1, 12),
          unit: "ratio",
          resource: "history",
        },
      ],
      thresholds: [
        { value: 0.95, limit: 1 },
        { value: expect.closeTo(-5, 9), unit: "%", limit: -3.5 },
      ],
    });
  });

  test.each([
    // By hand: 0.95 / 0.98446 - 1 = -3.5004 %, 0.95 / 0.98445 - 1 = -3.4994 %.
    ["just beyond the limit", 0.98446, "present"],
    ["just within the limit", 0.98445, "absent"],
  ])("is %s with a mean of %s: %s", (_name, mean, state) => {
    expect(read(withHistory(twenty(mean))).state).toBe(state);
  });

  test("says that richer calls are usual for the symbol", () => {
    expect(read(withHistory(twenty(0.95)))).toMatchObject({
      state: "absent",
      note: "Usual for this symbol: its skew is at its own baseline.",
    });
  });

  test.each<[string, (number | null)[]]>([
    ["too few days", twenty(1).slice(1)],
    ["days without the ratio", [...twenty(1).slice(1), null, null]],
    ["a mean in another unit", twenty(0.218)],
    ["a mean in percent", twenty(109.5)],
  ])("has no baseline with %s", (_name, ratios) => {
    expect(read(withHistory(ratios))).toMatchObject({
      state: "unavailable",
      missing: ["skew, IV at −1σ minus IV at +1σ", "baseline of the skew"],
    });
  });

  test("leaves out the summary's own day", () => {
    // AAPL's summary is of 16 April 2026.
    const until = (ratios: number[]) => skewsOf(ratios, "2026-04-16");
    const parts = withHistory([]);
    const own = read({ ...parts, history: until([...twenty(1).slice(1), 9]) });
    expect(own.state).toBe("unavailable");
    const more = read({ ...parts, history: until([...twenty(1), 9]) });
    expect(more.inputs[1]?.value).toBeCloseTo(1, 12);
  });

  test("is not used beside a reported baseline", () => {
    const reported = { volatilitySpread: -0.02, volatilitySpreadBaseline: 0.01 };
    const trap = read(withHistory(twenty(0.9), reported));
    expect(trap.inputs.map(({ resource }) => resource)).toEqual(["gex", "gex", "gex"]);
    expect(trap.state).toBe("present");
    expect(read({ ...AAPL, history: skewsOf(twenty(2)) }).state).toBe("absent");
  });
});

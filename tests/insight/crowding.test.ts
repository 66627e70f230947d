import { describe, expect, test } from "vitest";
import type { TrapId } from "@/lib/contract/market/psychology";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { headline, partsWith, ratiosOf, SPY } from "./sample-parts";
import { RULES } from "./sample-rules";

function trapOf(id: TrapId, parts: AvailableParts) {
  const trap = readPsychology(parts, RULES).traps.find((one) => one.id === id);
  if (!trap) throw new Error(id);
  return trap;
}

/**
 * Definition: a put/call ratio means different things depending on its own average, so it is
 * normalized (crossvol.com glossary). v2 sends `pcr_oi_change` of 30 and 60 days, as differences.
 */
describe("crowded calls and puts", () => {
  test("compares AAPL with its own ratio 30 and 60 days earlier", () => {
    // By hand: 0.57 - (-0.03) = 0.60 and 0.57 - 0.05 = 0.52; 0.57 / 0.56 - 1 = 1.786 %.
    const parts = partsWith({
      gex: headline({ putCallRatioChange30Days: -0.03, putCallRatioChange60Days: 0.05 }),
    });
    expect(trapOf("crowded-calls", parts)).toMatchObject({
      state: "absent",
      note: "Usual for this symbol: 0.60 30 days earlier, 0.52 60 days earlier.",
      inputs: [
        { value: 0.57 },
        { value: expect.closeTo(0.6, 12) },
        { value: expect.closeTo(0.52, 12) },
      ],
      thresholds: [
        { value: 0.57, limit: 0.7 },
        { value: expect.closeTo(1.7857, 4), limit: -10 },
      ],
    });
    expect(trapOf("crowded-puts", parts)).toMatchObject({ state: "absent", note: null });
  });

  test("is present when the ratio left its own level", () => {
    // By hand: 0.57 + 0.13 = 0.70; 0.57 / 0.70 - 1 = -18.6 %.
    const parts = partsWith({
      gex: headline({ putCallRatioChange30Days: -0.13, putCallRatioChange60Days: null }),
    });
    expect(trapOf("crowded-calls", parts)).toMatchObject({
      state: "present",
      note: null,
      thresholds: [{}, { value: expect.closeTo(-18.571, 3) }],
    });
  });

  test("says that SPY has no baseline instead of naming a trap", () => {
    // SPY's recorded 1.82 is ordinary: index ETFs hold hedges all year.
    expect(trapOf("crowded-puts", SPY)).toMatchObject({
      state: "unavailable",
      missing: ["put/call ratio 30 or 60 days earlier"],
      note: expect.stringContaining("No baseline."),
    });
  });

  test("takes the baseline from the history where v1 sends none", () => {
    // 14 November minus 30 days is 15 October; minus 60 days is Monday 15 September.
    const usual = ratiosOf([
      ["2025-09-15", 1.7],
      ["2025-10-15", 1.9],
      ["2025-11-13", 9],
    ]);
    // By hand: 1.82 / 1.80 - 1 = 1.1 %.
    expect(trapOf("crowded-puts", { ...SPY, history: usual })).toMatchObject({
      state: "absent",
      note: "Usual for this symbol: 1.90 30 days earlier, 1.70 60 days earlier.",
    });
    // By hand: 1.82 / 1.50 - 1 = 21.3 %. The day before stands in for a missing one.
    const rare = ratiosOf([["2025-10-14", 1.5]]);
    expect(trapOf("crowded-puts", { ...SPY, history: rare })).toMatchObject({
      state: "present",
      thresholds: [{ value: 1.82 }, { value: expect.closeTo(21.333, 3), limit: 10 }],
    });
    const late = ratiosOf([["2025-10-09", 1.5]]);
    expect(trapOf("crowded-puts", { ...SPY, history: late }).state).toBe("unavailable");
  });
});

/** Definition: GEX / volume is GEX in shares over average daily volume (the upstream's notes). */
describe("the size of net GEX", () => {
  const sized = (netGex: number, gexVolumeRatio: number | null) =>
    partsWith({ gex: headline({ netGex, gexVolumeRatio }) });

  test.each([
    [1, 0.0049, "absent"],
    [1, 0.005, "present"],
    [1, -0.061, "present"],
  ])("%s with GEX / volume of %s makes positive gamma %s", (net, ratio, state) => {
    expect(trapOf("positive-gamma", sized(net, ratio)).state).toBe(state);
    expect(trapOf("negative-gamma", sized(-net, ratio)).state).toBe(state);
    expect(trapOf("negative-gamma", sized(net, ratio)).state).toBe("absent");
  });

  test("is not known for SPY's v1 reply, and says so", () => {
    expect(trapOf("negative-gamma", SPY)).toMatchObject({
      state: "unavailable",
      missing: ["GEX / average daily volume"],
      note: expect.stringMatching(/^Size not known/),
    });
  });
});

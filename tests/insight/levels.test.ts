import { describe, expect, test } from "vitest";
import { keyLevelsSchema } from "@/lib/contract/market/key-levels";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readLevels as levelsOf } from "@/lib/insight/levels";
import { AAPL, AAPL_AS_OF, curveOf, expirationsOf, headline, partsWith, SPY } from "./sample-parts";
import { RULES } from "./sample-rules";

const readLevels = (parts: AvailableParts) => levelsOf(parts, RULES);
const LATER = "2026-04-16T13:39:00.000Z";

describe("the key levels of AAPL, from the recorded v2 headline", () => {
  const levels = readLevels(AAPL);
  const from = { resource: "gex", asOf: AAPL_AS_OF };

  /** By hand: spot 263.85, flip 247.45, most gamma at 270, moves of 1.82768... and 4.08682... %. */
  test.each([
    ["spot, $", levels.spot.value, 263.85],
    ["net GEX, $ per 1% move", levels.netGex.value, 966_965_894.1765],
    ["flip, $", levels.flip.price, 247.45],
    ["to the flip, $: 247.45 - 263.85", levels.flip.distance, -16.4],
    ["to the flip, %: -16.40 / 2.6385", levels.flip.distancePercent, -6.215652833],
    ["most gamma, $", levels.maxGamma.price, 270],
    ["to it, $: 270 - 263.85", levels.maxGamma.distance, 6.15],
    ["to it, %: 6.15 / 2.6385", levels.maxGamma.distancePercent, 2.330869812],
    ["move of a day, %", levels.expectedMoveOneDay.percent, 1.827683062],
    ["the same, $: 2.6385 * 1.82768306", levels.expectedMoveOneDay.distance, 4.822341758],
    ["from, $: 263.85 - 4.82234", levels.expectedMoveOneDay.low, 259.027658242],
    ["to, $: 263.85 + 4.82234", levels.expectedMoveOneDay.high, 268.672341758],
    ["move of a week, %", levels.expectedMoveOneWeek.percent, 4.086823567],
    ["the same, $: 2.6385 * 4.08682357", levels.expectedMoveOneWeek.distance, 10.783083982],
    ["from, $: 263.85 - 10.78308", levels.expectedMoveOneWeek.low, 253.066916018],
    ["to, $: 263.85 + 10.78308", levels.expectedMoveOneWeek.high, 274.633083982],
  ])("%s", (_name, read, byHand) => {
    expect(read).toBeCloseTo(byHand, 4);
  });

  test("carry units, part and time, and the upstream's own moves", () => {
    expect(levels.spot).toMatchObject({ name: "spot", unit: "$", ...from });
    expect(levels.netGex).toMatchObject({ unit: "$ per 1 % move", ...from });
    expect(levels.flip).toMatchObject(from);
    expect(levels.expectedMoveOneDay).toMatchObject({ basis: "upstream", ...from });
    expect(keyLevelsSchema.parse(levels)).toEqual(levels);
  });

  test("without the curve there are no walls and no strikes", () => {
    const none = { price: null, distance: null, distancePercent: null };
    const wall = { ...none, standing: null, resource: "curve", asOf: null };
    expect(levels.callWall).toEqual(wall);
    expect(levels.putWall).toEqual(wall);
    expect(levels.secondCallWall).toEqual(wall);
    expect([levels.strikeBelow, levels.strikeAbove]).toEqual([null, null]);
  });
});

describe("the key levels of SPY, from the recorded v1 headline", () => {
  const levels = readLevels(SPY);

  /** By hand: spot 672.40, flip 677.55, implied volatility 0.16065465569615178 a year. */
  test.each([
    ["spot, $", levels.spot.value, 672.4],
    ["net GEX, $ per 1% move", levels.netGex.value, -1_017_367_026.884],
    ["to the flip, $: 677.55 - 672.40", levels.flip.distance, 5.15],
    ["to the flip, %: 5.15 / 6.724", levels.flip.distancePercent, 0.765913147],
    ["move of a day, %: 16.0654656 / 15.8745079", levels.expectedMoveOneDay.percent, 1.012029205],
    ["the same, $: 6.724 * 1.0120292", levels.expectedMoveOneDay.distance, 6.804884372],
    ["move of a week, %: 1.0120292 * 2.2360680", levels.expectedMoveOneWeek.percent, 2.262966097],
    ["to, $: 672.40 + 15.2161840", levels.expectedMoveOneWeek.high, 687.616184034],
  ])("%s", (_name, read, byHand) => {
    expect(read).toBeCloseTo(byHand, 4);
  });

  test("make moves of implied volatility on v1, and say so", () => {
    expect(levels.expectedMoveOneDay.basis).toBe("implied-volatility");
    expect(levels.maxGamma.price).toBeNull();
  });

  test("make AAPL's moves of its volatility as the upstream does", () => {
    const missing = { expectedMoveOneDayPercent: null, expectedMoveOneWeekPercent: null };
    const made = readLevels(partsWith({ gex: headline(missing) }));
    const reported = readLevels(AAPL);
    expect(made.expectedMoveOneDay.percent).toBeCloseTo(
      reported.expectedMoveOneDay.percent ?? 0,
      9,
    );
    expect(made.expectedMoveOneWeek.percent).toBeCloseTo(
      reported.expectedMoveOneWeek.percent ?? 0,
      9,
    );
  });
});

describe("levels from several parts", () => {
  const curve = curveOf(
    [
      [255, 10, -500],
      [260, 20, -90],
      [265, 40, -10],
      [280, 700, -5],
    ],
    { spot: 264, netGex: 5, flip: 250 },
  );

  test("walls are the curve's, with their distances from spot", () => {
    const { callWall, putWall, strikeBelow, strikeAbove } = readLevels({ ...AAPL, curve });
    expect(callWall).toMatchObject({ price: 280, resource: "curve", asOf: AAPL_AS_OF });
    // 280 - 263.85, and over 2.6385
    expect(callWall.distance).toBeCloseTo(16.15, 9);
    expect(callWall.distancePercent).toBeCloseTo(6.120902, 5);
    expect(putWall.price).toBe(255);
    expect(putWall.distance).toBeCloseTo(-8.85, 9);
    expect(putWall.distancePercent).toBeCloseTo(-3.354178, 5);
    expect([strikeBelow, strikeAbove]).toEqual([260, 265]);
  });

  test("measure from the newest spot; if equal, from the headline's", () => {
    const newer = readLevels({ ...AAPL, curve: curve && { ...curve, asOf: LATER } });
    expect(newer.spot).toMatchObject({ value: 264, resource: "curve", asOf: LATER });
    expect(newer.flip.distance).toBeCloseTo(-16.55, 9);
    expect(readLevels({ ...AAPL, curve }).spot).toMatchObject({ value: 263.85, resource: "gex" });
    const expirations = expirationsOf([[100, 1]], { spot: 263 }, "2026-04-16T13:40:00.000Z");
    expect(readLevels({ ...AAPL, curve, expirations }).spot.resource).toBe("expirations");
  });

  test("a newer part without a price leaves the older one's", () => {
    const blind = curveOf([[255, 1, -1]], { spot: null }, LATER);
    expect(readLevels({ ...AAPL, curve: blind }).spot.value).toBe(263.85);
    expect(readLevels(partsWith({ gex: headline({ spot: 0 }) })).spot.value).toBeNull();
  });

  test("take net GEX and flip of the combined curve without headline", () => {
    const alone = readLevels(partsWith({ curve }));
    expect(alone.netGex).toMatchObject({ value: 5, resource: "curve" });
    expect(alone.flip.price).toBe(250);
    const nearest = curve && { ...curve, data: { ...curve.data, expiry: "nearest" as const } };
    const partial = readLevels(partsWith({ curve: nearest }));
    expect([partial.netGex.value, partial.flip.price]).toEqual([null, null]);
  });

  test("miss every figure with no parts, and invent none", () => {
    const { spot, netGex, flip, expectedMoveOneDay } = readLevels(partsWith());
    expect([spot.value, netGex.value, flip.price, flip.distance]).toEqual([null, null, null, null]);
    expect(expectedMoveOneDay).toEqual({
      percent: null,
      distance: null,
      low: null,
      high: null,
      basis: null,
      session: null,
      resource: "gex",
      asOf: null,
    });
  });
});

/** Definition: sigma over n trading days is IV * sqrt(n / 252), to the digit in AAPL's reply. */
describe("expected moves", () => {
  test("of 30 days are the upstream's own band for AAPL", () => {
    const { percent, low, high, basis } = readLevels(AAPL).expectedMoveThirtyDays;
    // By hand: 263.85 * (1 -/+ 0.08375496), which are the upstream's own two prices.
    expect([percent, basis]).toEqual([8.375495976128121, "upstream"]);
    expect(low).toBeCloseTo(241.75125386698596, 9);
    expect(high).toBeCloseTo(285.9487461330141, 9);
    // By hand for SPY on v1: 0.16065466 * sqrt(21 / 252) = 4.6377 %.
    expect(readLevels(SPY).expectedMoveThirtyDays.percent).toBeCloseTo(4.63769, 4);
  });

  /** The upstream updates in the first and in the last 40 minutes of a session (15:20 on). */
  test.each([
    ["AAPL's update of Thursday 09:35", "2026-04-16T13:35:55Z", "same-day"],
    ["a minute before the closing window", "2026-04-16T19:19:59Z", "same-day"],
    ["the closing window", "2026-04-16T19:20:00Z", "next-session"],
    ["an evening", "2026-04-16T23:00:00Z", "next-session"],
    ["a night before a session", "2026-04-16T05:00:00Z", "same-day"],
    ["a Saturday", "2026-04-18T14:00:00Z", "next-session"],
    ["a winter's closing window", "2026-01-15T20:20:00Z", "next-session"],
    // On 27 November 2026 the market closes at 13:00, so the last update comes from 12:20 on.
    ["a half day's morning", "2026-11-27T14:46:00Z", "same-day"],
    ["a minute before a half day's closing window", "2026-11-27T17:19:59Z", "same-day"],
    ["a half day's closing window", "2026-11-27T17:20:00Z", "next-session"],
    ["a half day's afternoon", "2026-11-27T18:30:00Z", "next-session"],
    ["Thanksgiving's morning", "2026-11-26T14:46:00Z", "next-session"],
  ])("of %s start with that session", (_name, asOf, session) => {
    const { expectedMoveOneDay } = readLevels(partsWith({ gex: headline({}, asOf) }));
    expect(expectedMoveOneDay.session).toBe(session);
  });

  test("of SPY's closing update of 15:46 belong to the next session", () => {
    expect(readLevels(SPY).expectedMoveOneDay.session).toBe("next-session");
  });
});

/**
 * Definitions: resistance is tested from below, support from above, so a passed wall is broken. Out
 * of reach is beyond two weekly moves, the range that volscan draws.
 */
describe("where a wall stands", () => {
  // AAPL: spot 263.85, weekly move 4.08682 %, twice that is 8.17365 % or $21.566.
  const curve = (call: number, put: number, at = 263.85) =>
    curveOf(
      [
        [put, 0, -9],
        [call, 9, 0],
      ],
      { spot: at },
      "2026-04-16T13:35:00.000Z",
    );

  test.each([
    [285.4, 242.3, "in-reach", "in-reach"],
    [285.5, 242.2, "out-of-reach", "out-of-reach"],
    // By hand: 500 / 263.85 - 1 = 89.5 %: a far strike with long-dated gamma.
    [500, 260, "out-of-reach", "in-reach"],
  ])("call wall %s and put wall %s are %s and %s", (call, put, callStands, putStands) => {
    const { callWall, putWall } = readLevels({ ...AAPL, curve: curve(call, put) });
    expect([callWall.standing, putWall.standing]).toEqual([callStands, putStands]);
  });

  test("is broken once a newer spot has passed the wall", () => {
    // A curve of spot 262 has its call wall at 263; the summary's spot is 263.85 later.
    const broken = readLevels({ ...AAPL, curve: curve(263, 250, 262) });
    expect(broken.callWall).toMatchObject({ price: 263, standing: "broken" });
    expect(broken.putWall.standing).toBe("in-reach");
    const below = readLevels({ ...AAPL, curve: curve(280, 264, 265) });
    expect(below.putWall).toMatchObject({ price: 264, standing: "broken" });
  });

  test("is not known without the weekly move", () => {
    const gex = headline({ expectedMoveOneWeekPercent: null, impliedVolatility: null });
    const { callWall } = readLevels(partsWith({ gex, curve: curve(280, 250) }));
    expect(callWall.standing).toBeNull();
  });

  // Menthor Q's secondary levels: the next largest strike of the same side.
  test("second walls are the next largest strikes of their side", () => {
    const strikes = curveOf(
      [
        [250, 0, -300],
        [255, 10, -500],
        [260, 20, -90],
        [265, 400, -10],
        [280, 700, -5],
      ],
      { spot: 264 },
    );
    const { secondCallWall, secondPutWall } = readLevels({ ...AAPL, curve: strikes });
    expect([secondCallWall.price, secondPutWall.price]).toEqual([265, 250]);
    // By hand: 265 - 263.85.
    expect(secondCallWall.distance).toBeCloseTo(1.15, 9);
    expect(secondCallWall.standing).toBe("in-reach");
  });
});

import { describe, expect, test } from "vitest";
import { keyLevelsSchema } from "@/lib/contract/key-levels";
import { readLevels } from "@/lib/insight/levels";
import { AAPL, AAPL_AS_OF, curveOf, expirationsOf, headline, partsWith, SPY } from "./sample-parts";

const LATER = "2026-04-16T13:39:00.000Z";

describe("the key levels of AAPL, from the recorded v2 headline", () => {
  const levels = readLevels(AAPL);
  const from = { resource: "gex", asOf: AAPL_AS_OF };

  /** By hand: spot 263.85, flip 247.45, most gamma at 270, moves of 1.82768... and 4.08682... %. */
  test.each([
    ["spot, $", levels.spot.value, 263.85],
    ["net GEX, $ per 1 % move", levels.netGex.value, 966_965_894.1765],
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

  test("units, the part and its time go with them; the moves are the upstream's own", () => {
    expect(levels.spot).toMatchObject({ name: "spot", unit: "$", ...from });
    expect(levels.netGex).toMatchObject({ unit: "$ per 1 % move", ...from });
    expect(levels.flip).toMatchObject(from);
    expect(levels.expectedMoveOneDay).toMatchObject({ basis: "upstream", ...from });
    expect(keyLevelsSchema.parse(levels)).toEqual(levels);
  });

  test("without the curve there are no walls and no strikes", () => {
    const none = { price: null, distance: null, distancePercent: null };
    expect(levels.callWall).toEqual({ ...none, resource: "curve", asOf: null });
    expect(levels.putWall).toEqual({ ...none, resource: "curve", asOf: null });
    expect([levels.strikeBelow, levels.strikeAbove]).toEqual([null, null]);
  });
});

describe("the key levels of SPY, from the recorded v1 headline", () => {
  const levels = readLevels(SPY);

  /** By hand: spot 672.40, flip 677.55, implied volatility 0.16065465569615178 a year. */
  test.each([
    ["spot, $", levels.spot.value, 672.4],
    ["net GEX, $ per 1 % move", levels.netGex.value, -1_017_367_026.884],
    ["to the flip, $: 677.55 - 672.40", levels.flip.distance, 5.15],
    ["to the flip, %: 5.15 / 6.724", levels.flip.distancePercent, 0.765913147],
    ["move of a day, %: 16.0654656 / 15.8745079", levels.expectedMoveOneDay.percent, 1.012029205],
    ["the same, $: 6.724 * 1.0120292", levels.expectedMoveOneDay.distance, 6.804884372],
    ["move of a week, %: 1.0120292 * 2.2360680", levels.expectedMoveOneWeek.percent, 2.262966097],
    ["to, $: 672.40 + 15.2161840", levels.expectedMoveOneWeek.high, 687.616184034],
  ])("%s", (_name, read, byHand) => {
    expect(read).toBeCloseTo(byHand, 4);
  });

  test("v1 tells no moves: they are made of implied volatility, and say so", () => {
    expect(levels.expectedMoveOneDay.basis).toBe("implied-volatility");
    expect(levels.maxGamma.price).toBeNull();
  });

  test("that is how the upstream makes its own: of AAPL's volatility come AAPL's moves", () => {
    const untold = { expectedMoveOneDayPercent: null, expectedMoveOneWeekPercent: null };
    const made = readLevels(partsWith({ gex: headline(untold) }));
    const told = readLevels(AAPL);
    expect(made.expectedMoveOneDay.percent).toBeCloseTo(told.expectedMoveOneDay.percent ?? 0, 9);
    expect(made.expectedMoveOneWeek.percent).toBeCloseTo(told.expectedMoveOneWeek.percent ?? 0, 9);
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

  test("distances are from the newest spot; of equal age from the headline's", () => {
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

  test("without a headline net GEX and flip are the combined curve's, never one expiration's", () => {
    const alone = readLevels(partsWith({ curve }));
    expect(alone.netGex).toMatchObject({ value: 5, resource: "curve" });
    expect(alone.flip.price).toBe(250);
    const nearest = curve && { ...curve, data: { ...curve.data, expiry: "nearest" as const } };
    const partial = readLevels(partsWith({ curve: nearest }));
    expect([partial.netGex.value, partial.flip.price]).toEqual([null, null]);
  });

  test("with nothing at hand every figure is missing, and none is invented", () => {
    const { spot, netGex, flip, expectedMoveOneDay } = readLevels(partsWith());
    expect([spot.value, netGex.value, flip.price, flip.distance]).toEqual([null, null, null, null]);
    expect(expectedMoveOneDay).toEqual({
      percent: null,
      distance: null,
      low: null,
      high: null,
      basis: null,
      resource: "gex",
      asOf: null,
    });
  });
});

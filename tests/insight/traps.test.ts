import { describe, expect, test } from "vitest";
import {
  psychologyReadingSchema,
  type TrapId,
  trapIdSchema,
} from "@/lib/contract/market/psychology";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { AAPL, AAPL_AS_OF, curveOf, headline, historyOf, partsWith, SPY, ZM } from "./sample-parts";
import { RULES } from "./sample-rules";

function trapOf(id: TrapId, parts: AvailableParts) {
  const trap = readPsychology(parts, RULES).traps.find((one) => one.id === id);
  if (!trap) throw new Error(id);
  return trap;
}

const statesOf = (parts: AvailableParts) =>
  Object.fromEntries(readPsychology(parts, RULES).traps.map(({ id, state }) => [id, state]));

/** What is not usual for the symbol, so that the limits decide. */
const UNUSUAL = {
  gexVolumeRatio: 0.061,
  putCallRatioChange30Days: null,
  putCallRatioChange60Days: null,
  volatilitySpread: -0.02,
  volatilitySpreadBaseline: 0.03,
};

/** Spot at 100, so that a distance in $ is one in percent. */
const gex = (data: Parameters<typeof headline>[0]) =>
  partsWith({ gex: headline({ spot: 100, ...UNUSUAL, ...data }) });

/** A curve with its call wall and its put wall, around 100. */
const walls = (call: number, put: number) =>
  curveOf([
    [put, 0, -5],
    [call, 5, 0],
  ]);

/** The mistake, and at most one more sentence on why. */
const MISTAKE = /^[A-Z][^.]+\.( [A-Z0-9][^.]+\.)?$/;

describe("the traps of the samples", () => {
  test("read AAPL's headline, and are unavailable without a part", () => {
    expect(statesOf(AAPL)).toEqual({
      // 6.22 % away
      "flip-critical": "absent",
      "negative-gamma": "absent",
      "positive-gamma": "present",
      "near-call-wall": "unavailable",
      "near-put-wall": "unavailable",
      // 46.9 %, limit 50 %
      "expiry-concentration": "absent",
      liberation: "unavailable",
      "false-floor": "unavailable",
      // 0.57 is below 0.7, but the same as 30 and 60 days earlier: 0.60 and 0.52.
      "crowded-calls": "absent",
      "crowded-puts": "absent",
      // 1.095
      "dear-calls": "absent",
      overbought: "unavailable",
      oversold: "unavailable",
    });
  });

  test("read SPY's v1 headline without skew and expiring share", () => {
    expect(statesOf(SPY)).toMatchObject({
      // 0.77 % away
      "flip-critical": "absent",
      // v1 does not report the size of GEX against volume, and the sign alone is no trap.
      "negative-gamma": "unavailable",
      "positive-gamma": "unavailable",
      "expiry-concentration": "unavailable",
      // 1.82, and nothing to compare with
      "crowded-puts": "unavailable",
      "dear-calls": "unavailable",
    });
    expect(trapOf("expiry-concentration", SPY)).toMatchObject({
      missing: ["Share of net GEX in the next expiration"],
    });
  });

  test("ZM's history of one day is not enough for RSI, and says so", () => {
    expect(trapOf("overbought", ZM)).toMatchObject({
      state: "unavailable",
      missing: ["15 consecutive daily prices, for RSI"],
      inputs: [{ name: "consecutive daily prices", value: 1, unit: "days", resource: "history" }],
    });
  });

  test("appear once each, ordered by id, with times and warning", () => {
    for (const parts of [AAPL, SPY, ZM, partsWith()]) {
      const reading = readPsychology(parts, RULES);
      expect(psychologyReadingSchema.parse(reading)).toEqual(reading);
      expect(reading.traps.map(({ id }) => id)).toEqual(trapIdSchema.options);
      for (const { mistake } of reading.traps) expect(mistake).toMatch(MISTAKE);
    }
    expect(trapOf("flip-critical", AAPL)).toEqual({
      state: "absent",
      id: "flip-critical",
      name: "At the flip",
      mistake: expect.any(String),
      inputs: [
        { name: "spot", value: 263.85, unit: "$", resource: "gex", asOf: AAPL_AS_OF },
        { name: "flip", value: 247.45, unit: "$", resource: "gex", asOf: AAPL_AS_OF },
      ],
      thresholds: [
        {
          measure: "Distance from spot to the flip",
          value: expect.closeTo(-6.215652833, 8),
          unit: "%",
          comparison: "within",
          limit: 0.5,
          words: "Distance from spot to the flip within 0.5%",
        },
      ],
      note: null,
      asOf: AAPL_AS_OF,
    });
  });

  test("name the inputs that the API lacks, without odds or advice", () => {
    const reading = readPsychology(AAPL, RULES);
    expect(reading.unusedInputs.map(({ name }) => name)).toEqual([
      "VIX",
      "Intraday prices",
      "Today's volume",
      "Gamma of every expiration date",
    ]);
    // Only intraday prices are nowhere in the API.
    const absent = reading.unusedInputs.filter(({ detail }) => detail.includes("Not provided"));
    expect(absent.map(({ name }) => name)).toEqual(["Intraday prices"]);
    expect(JSON.stringify(reading)).not.toMatch(
      /win rate|probab|likely|confiden|should|recommend/i,
    );
  });
});

/** Every limit: just short of it, on it, just past it. */
describe("a threshold", () => {
  const curve = (call: number, put: number) => ({ ...gex({}), curve: walls(call, put) });
  /** A ratio, and by how much it was higher 30 days earlier. */
  const ratio = (now: number, fallen: number) =>
    gex({ putCallRatioOpenInterest: now, putCallRatioChange30Days: -fallen });
  test.each<[TrapId, string, AvailableParts, "present" | "absent"]>([
    ["flip-critical", "0.49% below", gex({ flip: 99.51 }), "present"],
    ["flip-critical", "0.5% below", gex({ flip: 99.5 }), "absent"],
    ["flip-critical", "0.51% below", gex({ flip: 99.49 }), "absent"],
    ["flip-critical", "0.49% above", gex({ flip: 100.49 }), "present"],
    ["flip-critical", "0.5% above", gex({ flip: 100.5 }), "absent"],
    ["flip-critical", "on the flip", gex({ flip: 100 }), "present"],
    ["negative-gamma", "under zero", gex({ netGex: -0.01 }), "present"],
    ["negative-gamma", "zero", gex({ netGex: 0 }), "absent"],
    ["negative-gamma", "over zero", gex({ netGex: 0.01 }), "absent"],
    ["positive-gamma", "over zero", gex({ netGex: 0.01 }), "present"],
    ["positive-gamma", "zero", gex({ netGex: 0 }), "absent"],
    ["positive-gamma", "under zero", gex({ netGex: -0.01 }), "absent"],
    ["near-call-wall", "1.99%", curve(101.99, 90), "present"],
    ["near-call-wall", "2%", curve(102, 90), "absent"],
    ["near-call-wall", "2.01%", curve(102.01, 90), "absent"],
    ["near-put-wall", "1.99%", curve(110, 98.01), "present"],
    ["near-put-wall", "2%", curve(110, 98), "absent"],
    ["near-put-wall", "2.01%", curve(110, 97.99), "absent"],
    ["expiry-concentration", "0.49", gex({ nearestExpirationShare: 0.49 }), "absent"],
    ["expiry-concentration", "0.5", gex({ nearestExpirationShare: 0.5 }), "present"],
    ["expiry-concentration", "0.51", gex({ nearestExpirationShare: 0.51 }), "present"],
    ["crowded-calls", "0.69", ratio(0.69, 0.2), "present"],
    ["crowded-calls", "0.7", ratio(0.7, 0.2), "absent"],
    ["crowded-calls", "0.71", ratio(0.71, 0.2), "absent"],
    ["crowded-puts", "0.99", ratio(0.99, -0.2), "absent"],
    ["crowded-puts", "1", ratio(1, -0.2), "absent"],
    ["crowded-puts", "1.01", ratio(1.01, -0.2), "present"],
    ["dear-calls", "0.99", gex({ putCallVolatilityRatio: 0.99 }), "present"],
    ["dear-calls", "1", gex({ putCallVolatilityRatio: 1 }), "absent"],
    ["dear-calls", "1.01", gex({ putCallVolatilityRatio: 1.01 }), "absent"],
  ])("%s at %s", (id, _at, parts, state) => {
    expect(trapOf(id, parts).state).toBe(state);
  });

  test("says that a wall is broken once a newer spot has passed it", () => {
    // Resistance is tested from below: at 268, the curve's call wall of 265 is behind.
    const parts = {
      ...partsWith({ gex: headline({ spot: 268 }, "2026-04-16T13:40:00.000Z") }),
      curve: curveOf(
        [
          [255, 0, -5],
          [265, 5, 0],
        ],
        { spot: 263.85 },
      ),
    };
    expect(trapOf("near-call-wall", parts)).toMatchObject({
      state: "absent",
      note: "Broken: spot is above the call wall. The curve is older than that spot.",
      // By hand: (265 - 268) / 268.
      thresholds: [{ value: expect.closeTo(-1.1194, 4) }, { comparison: "at-least", limit: 0 }],
    });
  });

  /** Ups and downs of 14 days: RSI is 100 * up / (up + down). */
  const daysOf = (up: number, down: number) =>
    partsWith({
      history: historyOf([1000, 1000 + up, 1000 + up - down, ...Array(12).fill(1000 + up - down)]),
    });
  test.each<[TrapId, number, number, "present" | "absent"]>([
    ["overbought", 71, 29, "present"],
    ["overbought", 7, 3, "absent"],
    ["overbought", 69, 31, "absent"],
    ["oversold", 29, 71, "present"],
    ["oversold", 3, 7, "absent"],
    ["oversold", 31, 69, "absent"],
  ])("%s at %s up and %s down", (id, up, down, state) => {
    const trap = trapOf(id, daysOf(up, down));
    expect(trap.state).toBe(state);
    expect(trap.thresholds[0]).toMatchObject({
      measure: "RSI(14, 1 day)",
      unit: "0 to 100",
      value: expect.closeTo((100 * up) / (up + down), 9),
    });
  });
});

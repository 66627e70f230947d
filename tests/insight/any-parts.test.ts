import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { curveDataSchema } from "@/lib/contract/market/curve-data";
import { expirationsDataSchema } from "@/lib/contract/market/expirations-data";
import { gammaReadingSchema } from "@/lib/contract/market/gamma";
import { gexDataSchema } from "@/lib/contract/market/gex-data";
import { historyDataSchema } from "@/lib/contract/market/history-data";
import { psychologyReadingSchema } from "@/lib/contract/market/psychology";
import type { Resource } from "@/lib/contract/market/resource";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { readGamma } from "@/lib/insight/read-gamma";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { demoCurve } from "@/lib/upstream/demo/demo-curve";
import { demoExpirations } from "@/lib/upstream/demo/demo-expirations";
import { demoFigures } from "@/lib/upstream/demo/demo-figures";
import { demoHistory } from "@/lib/upstream/demo/demo-history";
import { createDemoLooks } from "@/lib/upstream/demo/demo-looks";
import { findDemoSymbol } from "@/lib/upstream/demo/demo-symbols";
import { anyParts } from "./arbitrary-parts";
import { RULES } from "./sample-rules";

const FAULTY = "a usable option chain";

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).map(frozen);
  return Object.freeze(value);
}

describe("with any available parts", () => {
  test("they are parts that the contract allows", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        if (parts.gex) gexDataSchema.parse(parts.gex.data);
        if (parts.curve) curveDataSchema.parse(parts.curve.data);
        if (parts.expirations) expirationsDataSchema.parse(parts.expirations.data);
        if (parts.history) historyDataSchema.parse(parts.history.data);
      }),
    );
  });

  test("keeps both readings to the contract, with no NaN or infinity", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const psychology = readPsychology(parts, RULES);
        const read = readGamma(parts, RULES);
        expect(psychologyReadingSchema.parse(psychology)).toEqual(psychology);
        expect(gammaReadingSchema.parse(read)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });

  test("reads a trap exactly when no input or measure is missing", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        for (const trap of readPsychology(parts, RULES).traps) {
          const values = [...trap.inputs, ...trap.thresholds].map(({ value }) => value);
          // A faulty chain makes a trap unavailable though all its values are there.
          const isFaulty = trap.state === "unavailable" && trap.missing[0] === FAULTY;
          if (isFaulty) expect(parts.gex?.data.isChainUsable).toBe(false);
          else expect(trap.state === "unavailable", trap.id).toBe(values.includes(null));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("an input is dated by its part, and missing with it", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const { traps, regime } = readPsychology(parts, RULES);
        for (const { name, value, resource, asOf: inputAsOf } of [
          ...traps.flatMap(({ inputs }) => inputs),
          ...regime.inputs,
        ]) {
          expect(inputAsOf, name).toBe(parts[resource]?.asOf ?? null);
          if (parts[resource] === null) expect(value, name).toBeNull();
        }
      }),
    );
  });

  test("without a part no trap that reads it alone is decided", () => {
    const alone: [Resource, string[]][] = [
      ["curve", ["near-call-wall", "near-put-wall", "liberation", "false-floor"]],
      ["expirations", ["liberation", "false-floor"]],
      ["gex", ["liberation", "false-floor", "crowded-calls", "crowded-puts", "dear-calls"]],
      ["history", ["overbought", "oversold"]],
    ];
    fc.assert(
      fc.property(anyParts, (parts) => {
        for (const [missing, ids] of alone) {
          const { traps } = readPsychology({ ...parts, [missing]: null }, RULES);
          const states = traps.filter(({ id }) => ids.includes(id)).map(({ state }) => state);
          expect(states).toEqual(ids.map(() => "unavailable"));
        }
      }),
    );
  });

  test("the same parts read the same, and are left as they are", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const kept = frozen(parts);
        expect(readPsychology(kept, RULES)).toEqual(readPsychology(parts, RULES));
        expect(readGamma(kept, RULES)).toEqual(readGamma(parts, RULES));
      }),
    );
  });

  test("makes a week's decay add up, with remains that only fall", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const { weekDecay, concentration } = readGamma(parts, RULES);
        expect(weekDecay.state === "read").toBe(concentration.state !== "unavailable");
        if (weekDecay.state !== "read") return;
        const leaves = weekDecay.steps.reduce((sum, step) => sum + step.leaves, 0);
        expect(leaves).toBeCloseTo(1, 9);
        const remains = [1, ...weekDecay.steps.map((step) => step.remains)];
        expect(remains).toEqual(remains.toSorted((one, other) => other - one));
        expect(remains.at(-1)).toBe(0);
      }),
    );
  });
});

test("reads every trap and every part of gamma in the demo market", () => {
  const looks = createDemoLooks(createNyseCalendar(), "two-a-day");
  const minute = Math.floor(Date.parse("2026-11-24T15:42:00Z") / 60_000);
  const time = new Date(minute * 60_000).toISOString();
  for (const name of ["SPY", "QQQ", "IWM", "AAPL", "NVDA", "TSLA"]) {
    const symbol = findDemoSymbol(name);
    if (symbol === null) throw new Error(name);
    const parts: AvailableParts = {
      gex: { data: demoFigures(symbol, minute), asOf: time },
      curve: { data: demoCurve(symbol, minute, "combined"), asOf: time },
      expirations: { data: demoExpirations(symbol, minute), asOf: time },
      history: { data: demoHistory(symbol, minute * 60_000, "180d", looks), asOf: time },
    };
    const { traps, regime } = readPsychology(parts, RULES);
    expect(traps.filter(({ state }) => state === "unavailable")).toEqual([]);
    expect(regime.regime).not.toBe("unknown");
    const { levels, concentration, wallsByExpiry } = readGamma(parts, RULES);
    expect(levels.callWall.distance).toBeGreaterThanOrEqual(0);
    expect(levels.putWall.distance).toBeLessThanOrEqual(0);
    expect([concentration.state, wallsByExpiry.state]).not.toContain("unavailable");
  }
});

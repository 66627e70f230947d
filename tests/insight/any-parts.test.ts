import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { curveDataSchema } from "@/lib/contract/curve-data";
import { expirationsDataSchema } from "@/lib/contract/expirations-data";
import { gammaReadingSchema } from "@/lib/contract/gamma";
import { gexDataSchema } from "@/lib/contract/gex-data";
import { historyDataSchema } from "@/lib/contract/history-data";
import { psychologyReadingSchema } from "@/lib/contract/psychology";
import type { Resource } from "@/lib/contract/resource";
import type { PartsAtHand } from "@/lib/insight/parts-at-hand";
import { readGamma } from "@/lib/insight/read-gamma";
import { readPsychology } from "@/lib/insight/read-psychology";
import { insightPolicy } from "@/lib/policy";
import { demoCurve } from "@/lib/upstream/demo-curve";
import { demoExpirations } from "@/lib/upstream/demo-expirations";
import { demoFigures } from "@/lib/upstream/demo-figures";
import { demoHistory } from "@/lib/upstream/demo-history";
import { findDemoSymbol } from "@/lib/upstream/demo-symbols";
import { anyParts } from "./arbitrary-parts";

function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).map(frozen);
  return Object.freeze(value);
}

describe("whatever parts are at hand", () => {
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

  test("both readings keep the contract: nothing throws, no figure is NaN or infinite", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const psychology = readPsychology(parts, insightPolicy);
        const read = readGamma(parts, insightPolicy);
        expect(psychologyReadingSchema.parse(psychology)).toEqual(psychology);
        expect(gammaReadingSchema.parse(read)).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });

  test("a trap is read exactly when none of its inputs and none of its measures is missing", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        for (const trap of readPsychology(parts, insightPolicy).traps) {
          const values = [...trap.inputs, ...trap.thresholds].map(({ value }) => value);
          expect(trap.state === "unavailable", trap.id).toBe(values.includes(null));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("an input is dated by its part, and missing with it", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const { traps, regime } = readPsychology(parts, insightPolicy);
        for (const { name, value, resource, asOf: told } of [
          ...traps.flatMap(({ inputs }) => inputs),
          ...regime.inputs,
        ]) {
          expect(told, name).toBe(parts[resource]?.asOf ?? null);
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
          const { traps } = readPsychology({ ...parts, [missing]: null }, insightPolicy);
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
        expect(readPsychology(kept, insightPolicy)).toEqual(readPsychology(parts, insightPolicy));
        expect(readGamma(kept, insightPolicy)).toEqual(readGamma(parts, insightPolicy));
      }),
    );
  });

  test("of a week's decay the parts that leave add up, and what remains only falls", () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const { weekDecay, concentration } = readGamma(parts, insightPolicy);
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

test("the demo market has all that is read: no trap and no part of gamma is unavailable", () => {
  const minute = Math.floor(Date.parse("2026-11-24T15:42:00Z") / 60_000);
  const time = new Date(minute * 60_000).toISOString();
  for (const name of ["SPY", "QQQ", "IWM", "AAPL", "NVDA", "TSLA"]) {
    const symbol = findDemoSymbol(name);
    if (symbol === null) throw new Error(name);
    const parts: PartsAtHand = {
      gex: { data: demoFigures(symbol, minute), asOf: time },
      curve: { data: demoCurve(symbol, minute, "combined"), asOf: time },
      expirations: { data: demoExpirations(symbol, minute), asOf: time },
      history: { data: demoHistory(symbol, minute, "180d"), asOf: time },
    };
    const { traps, regime } = readPsychology(parts, insightPolicy);
    expect(traps.filter(({ state }) => state === "unavailable")).toEqual([]);
    expect(regime.regime).not.toBe("unknown");
    const { levels, concentration, wallsByExpiry } = readGamma(parts, insightPolicy);
    expect(levels.callWall.distance).toBeGreaterThanOrEqual(0);
    expect(levels.putWall.distance).toBeLessThanOrEqual(0);
    expect([concentration.state, wallsByExpiry.state]).not.toContain("unavailable");
  }
});

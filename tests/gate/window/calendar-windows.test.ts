import { beforeEach, describe, expect, test } from "vitest";
import type { QuotaWindow } from "@/lib/contract/quota/quota-window";
import { usedOf, windowOf } from "@/lib/contract/quota/window-use";
import type { Gate } from "@/lib/gate/create-gate";
import { ask, GATE_KEY, landed, probeGate, probeWindow } from "../../support/store/gate-probe";
import { createGateRig, ended, held } from "../gate-rig";

const rig = createGateRig();
const MARGIN_MS = 3_600_000;
const NEXT_MONTH = Date.parse("2026-12-01T00:00:00Z");
const schedule = { rows: [{ from: 0, limits: {} }], endsAt: 0 };
const charges = [
  { window: "month", cost: 1 },
  { window: "calls", cost: 1 },
];

const monthly = (limit: number): QuotaWindow[] => [
  probeWindow("calls", 20),
  probeWindow("month", limit, {
    kind: "calendar",
    period: "month",
    zone: "UTC",
    marginMs: MARGIN_MS,
  }),
];
const gateOf = (windows: QuotaWindow[]) => rig.another({ limitsAround: () => schedule, windows });

let gate: Gate;
beforeEach(() => {
  gate = gateOf(monthly(3));
});

let asked = 0;
/** Tries a call at this time. Returns whether it was granted. */
async function calls(at: number, from = gate): Promise<boolean> {
  rig.time.now = at;
  asked += 1;
  await from.step({ enter: [ask(`M${asked}`, `m${asked}`, { charges })] });
  const grant = await rig.claim(from);
  if (grant) await from.step({ settle: [landed(grant, rig.time.now)] });
  return grant !== null;
}

const used = async (from = gate) =>
  usedOf(windowOf((await from.step({})).summary, "month"), rig.time.now);

describe("a calendar window", () => {
  const noon = NEXT_MONTH - 12 * 3_600_000;

  test("allows its limit again when the period is certainly over", async () => {
    const went = [];
    for (let call = 0; call < 4; call += 1) went.push(await calls(noon + call * 61_000));
    expect(went).toEqual([true, true, true, false]);
    expect(await calls(NEXT_MONTH + MARGIN_MS - 1)).toBe(false);
    expect(await calls(NEXT_MONTH + MARGIN_MS + 1)).toBe(true);
  });

  test("counts a call near the boundary in both periods", async () => {
    expect(await calls(NEXT_MONTH - MARGIN_MS + 1_000)).toBe(true);
    expect(await calls(NEXT_MONTH + MARGIN_MS - 1_000)).toBe(true);
    expect(await calls(NEXT_MONTH + MARGIN_MS + 61_000)).toBe(true);
    // All three may have arrived in the new month, although the first most likely did not.
    expect(await calls(NEXT_MONTH + MARGIN_MS + 122_000)).toBe(false);
  });

  test("counts a call in flight at the boundary in both periods", async () => {
    const without = monthly(3);
    const [calls_, month] = without;
    if (!calls_ || month?.length.kind !== "calendar") throw new Error("no month");
    gate = gateOf([calls_, { ...month, length: { ...month.length, marginMs: 0 } }]);
    rig.time.now = NEXT_MONTH - 1_000;
    await gate.step({ enter: [ask("A", "a", { charges })] });
    const grant = held(await rig.claim(gate));
    const before = windowOf((await gate.step({})).summary, "month");
    expect([before.used, before.usedNext]).toEqual([1, 1]);
    rig.time.now = NEXT_MONTH - 500;
    await gate.step({ settle: [landed(grant, rig.time.now)] });
    rig.time.now = NEXT_MONTH + 1;
    expect(await used()).toBe(0);
  });

  test("counts an unsettled call until it can no longer arrive", async () => {
    rig.time.now = noon;
    await gate.step({ enter: [ask("A", "a", { charges }), ask("B", "b", { charges })] });
    await rig.claim(gate);
    rig.time.now += 250;
    const lost = held(await rig.claim(gate));
    await gate.step({ settle: [{ ...ended(lost, "failing"), slot: "unknown" }] });
    expect(await used()).toBe(2);
    rig.time.now += 200_000;
    expect(await used()).toBe(2);
  });

  test("gives back an unsent call", async () => {
    rig.time.now = noon;
    await gate.step({ enter: [ask("A", "a", { charges })] });
    const grant = held(await rig.claim(gate));
    expect(await used()).toBe(1);
    await gate.step({ settle: [{ ...ended(grant, "none"), slot: "unsent" }] });
    expect(await used()).toBe(0);
  });

  test("refuses long waits with a reason when it is used up", async () => {
    for (let call = 0; call < 3; call += 1) await calls(noon + call * 61_000);
    const { entered, summary } = await gate.step({
      enter: [ask("LATE", "late", { charges, maxBreakerWaitMs: 60_000 })],
    });
    const untilAt = NEXT_MONTH + MARGIN_MS;
    expect(entered[0]).toMatchObject({ kind: "open", reason: "used-up", untilAt });
    expect(windowOf(summary, "month")).toMatchObject({
      state: "open",
      reason: "used-up",
      untilAt,
      resetsAt: untilAt,
      used: 3,
    });
    rig.time.now += 250;
    await gate.step({ enter: [ask("FREE", "f", { charges: [{ window: "calls", cost: 1 }] })] });
    expect((await rig.claim(gate))?.key).toBe("v2:/tickets/FREE");
  });

  test("is never exceeded beyond the known periods", async () => {
    // The instance's clock is a year behind, and so is its list of periods. Calls count in all of them.
    const past = { now: Date.parse("2025-11-15T00:00:00Z") };
    // A new gate for each step: before its first reply an instance uses its own clock.
    const astray = (): Gate => {
      const configuration = { limitsAround: () => schedule, windows: monthly(3) };
      const first = () => probeGate(rig.store(), rig.time, configuration, past);
      return { step: (step) => first().step(step), startRun: () => undefined };
    };
    const went = [];
    for (let call = 0; call < 5; call += 1) went.push(await calls(noon + call * 61_000, astray()));
    expect(went.filter(Boolean)).toHaveLength(3);
    const { sleepUntil } = await astray().step({ room: 6 });
    expect(sleepUntil).toBeGreaterThan(rig.time.now);
  });

  test("counts a full main window after a lost state", async () => {
    gate = gateOf(monthly(100));
    await calls(noon);
    await gate.step({ seen: Date.parse("2027-01-01T00:00:00Z") });
    expect(await used()).toBe(1 + 20);
  });

  test("keeps counting when another instance lacks it", async () => {
    for (let call = 0; call < 3; call += 1) await calls(noon + call * 61_000);
    const older = gateOf([probeWindow("calls", 20)]);
    rig.time.now += 700_000;
    await older.step({ enter: [ask("O", "o", { charges: [{ window: "calls", cost: 1 }] })] });
    expect(await rig.claim(older)).not.toBeNull();
    rig.time.now += 700_000;
    await older.step({});
    expect(await calls(rig.time.now + 1_000)).toBe(false);
  });
});

describe("windows known by name", () => {
  test("start full, since earlier calls were not counted", async () => {
    await gateOf([probeWindow("calls", 20)]).step({});
    const newer = gateOf([probeWindow("calls", 20), probeWindow("own", 5)]);
    const own = [
      { window: "calls", cost: 1 },
      { window: "own", cost: 1 },
    ];
    await newer.step({ enter: [ask("A", "a", { charges: own })] });
    expect(await rig.claim(newer)).toBeNull();
    rig.time.now += 27_000 + 60_100;
    expect(await rig.claim(newer)).not.toBeNull();
  });

  test("count slots in the steps of every instance", async () => {
    const own = [{ window: "own", cost: 1 }];
    const both = gateOf([
      probeWindow("calls", 20),
      probeWindow("own", 1, { kind: "rolling", ms: 3_600_000 }),
    ]);
    await both.step({ enter: [ask("A", "a", { charges: own })] });
    const grant = held(await rig.claim(both));
    await both.step({ settle: [landed(grant, rig.time.now)] });
    const older = gateOf([probeWindow("calls", 20)]);
    for (let minutes = 0; minutes < 50; minutes += 1) {
      rig.time.now += 60_000;
      await older.step({});
    }
    await both.step({ enter: [ask("B", "b", { charges: own })] });
    expect(await rig.claim(both)).toBeNull();
    rig.time.now += 10 * 60_000 + 100;
    expect((await rig.claim(both))?.key).toBe("v2:/tickets/B");
  });

  test("are forgotten when idle and too many", async () => {
    for (let wave = 0; wave < 4; wave += 1) {
      const names = Array.from({ length: 7 }, (_, index) => `w${wave}-${index}`);
      const windows = ["calls", ...names].map((name) => probeWindow(name, 20));
      await gateOf(windows).step({});
      rig.time.now += 700_000;
    }
    const { summary } = await gate.step({});
    expect(Object.keys(summary.windows).length).toBeLessThanOrEqual(10);
    const bytes = await rig.store().raw?.read(GATE_KEY);
    expect(bytes?.length).toBeLessThan(8 * 1024);
  });
});

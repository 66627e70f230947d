import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import type { Grant } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { RawKeys, Store } from "@/lib/redis/store";
import { ask, GATE_KEY, landed, probeGate } from "../../support/store/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../../support/store/virtual-time";

let store: Store;
let raw: RawKeys;
let time: VirtualTime;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  if (!store.raw) throw new Error("the embedded store has its bytes");
  raw = store.raw;
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.del(GATE_KEY);
  time = { now: VIRTUAL_START };
});

/** Enters jobs and claims them, one spacing apart. The calls stay in flight. */
async function spend(gate: Gate, names: string, count: number): Promise<Grant[]> {
  const symbols = Array.from({ length: count }, (_, index) => `${names}${index}`);
  await gate.step({ enter: symbols.map((symbol) => ask(symbol)) });
  const grants: Grant[] = [];
  for (let tries = 0; tries < count; tries += 1) {
    grants.push(...(await gate.step({ room: 6 })).grants);
    time.now += 250;
  }
  return grants;
}

describe("lost writes", () => {
  test("are detected when an unknown call settles", async () => {
    const elder = probeGate(store, time);
    await elder.step({});
    const copy = await raw.read(GATE_KEY);
    const calls = await spend(elder, "OLD", 4);
    if (copy) await raw.write(GATE_KEY, copy);
    const other = probeGate(store, time);
    const more = await spend(other, "NEW", 15);
    time.now += 500;
    await elder.step({ settle: calls.map((call) => landed(call, time.now)) });

    expect(more).toHaveLength(15);
    expect(await spend(other, "LATE", 10)).toEqual([]);
    time.now += 87_100;
    expect((await other.step({ room: 6 })).grants).toHaveLength(1);
  });

  test("never let a settlement stamp another call's slot", async () => {
    const elder = probeGate(store, time);
    await elder.step({});
    const copy = await raw.read(GATE_KEY);
    const [lost] = await spend(elder, "SAME", 1);
    if (copy) await raw.write(GATE_KEY, copy);
    const other = probeGate(store, time);
    const [kept] = await spend(other, "SAME", 1);
    if (!lost || !kept) throw new Error("no grant");
    const { summary } = await elder.step({ settle: [landed({ ...lost, grant: kept.grant }, 1)] });
    expect(summary.slots).toMatchObject([{ state: "under-way" }]);
    expect(summary.flights).toHaveLength(1);
  });

  test("fill the window for the longest hold of any instance", async () => {
    const patient = probeGate(store, time, { upstreamTimeoutMs: 20_000 });
    await spend(patient, "SLOW", 1);
    await store.redis.del(GATE_KEY);
    const hasty = probeGate(store, time, { upstreamTimeoutMs: 1_000, startsEmpty: false });
    await hasty.step({ enter: [ask("SPY")] });
    time.now += 27_000 + 60_000 + 99;
    expect((await hasty.step({ room: 6 })).grants).toEqual([]);
    time.now += 1;
    expect((await hasty.step({ room: 6 })).grants).toHaveLength(1);
  });
});

describe("a store's clock that ran ahead", () => {
  test.each([
    ["by 600 s: the step gets no grant", 600_000, 0],
    ["by 0.9 s: the grant is not used", 900, 1],
  ])("%s, and no other instance gets one", async (_, aheadMs, grants) => {
    const elapsed: VirtualTime = { now: VIRTUAL_START };
    const watcher = probeGate(store, time, {}, elapsed);
    expect(await spend(probeGate(store, time), "CALL", 20)).toHaveLength(20);
    // Just before the first slot is free.
    for (const moment of [elapsed, time]) moment.now = VIRTUAL_START + 75_000;
    await watcher.step({});
    time.now += aheadMs;
    const jumped = await watcher.step({ enter: [ask("SPY")], room: 6 });
    expect(jumped.grants).toHaveLength(grants);
    expect(jumped.grants.length === 0 || jumped.clockJumped).toBe(true);
    const other = probeGate(store, time);
    expect((await other.step({ enter: [ask("QQQ")], room: 6 })).grants).toEqual([]);
    // The window no longer counts as full, and the grace of the turn is over.
    time.now += 87_100 + 1_000;
    expect((await other.step({ room: 6 })).grants).toHaveLength(1);
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createGate } from "@/lib/gate/create-gate";
import { keepGateState } from "@/lib/gate/keep-gate-state";
import { createStore } from "@/lib/redis/create-store";
import { type KeptFile, openKeptFile } from "@/lib/redis/kept-file";
import type { Store } from "@/lib/redis/store";
import {
  ask,
  GATE_KEY,
  gateConfiguration,
  probeConfiguration,
} from "../../support/store/gate-probe";
import {
  VIRTUAL_START,
  virtualClock,
  virtualClockLua,
  virtualStore,
} from "../../support/store/virtual-time";

/** Longer than the window counts as full after lost writes, with any timeout. */
const FULL_MS = 120_000;

let folder: string;
let kept: KeptFile;
const stores: Store[] = [];
const time = { now: VIRTUAL_START };

beforeEach(async () => {
  time.now = VIRTUAL_START;
  folder = await mkdtemp(join(tmpdir(), "gate-state-"));
  kept = await openKeptFile(folder);
});
afterEach(async () => {
  await kept.close();
  for (const store of stores.splice(0)) await store.close();
  await rm(folder, { recursive: true });
});

/** Starts a process: its own embedded store, with the gate state that is on disk. */
async function startProcess(disk: KeptFile = kept) {
  const store = await createStore({ kind: "embedded" }, { clock: systemClock });
  stores.push(store);
  return createGate({
    store: virtualStore(store, time),
    key: GATE_KEY,
    configuration: gateConfiguration({ ...probeConfiguration, startsEmpty: false }),
    clock: virtualClock(time),
    clockLua: virtualClockLua,
    afterStep: await keepGateState(store, GATE_KEY, disk),
  });
}

describe("the gate's state on disk", () => {
  test("counts the window as full without a file", async () => {
    const gate = await startProcess();
    expect((await gate.step({ enter: [ask("A")], room: 6 })).grants).toEqual([]);
    time.now += FULL_MS;
    expect((await gate.step({ room: 6 })).grants).toHaveLength(1);
  });

  test("restores every granted slot and the queue", async () => {
    const first = await startProcess();
    await first.step({});
    time.now += FULL_MS;
    await first.step({ enter: [ask("A"), ask("B")], room: 6 });
    const second = await startProcess();
    const { summary } = await second.step({});
    expect(summary.slots).toHaveLength(1);
    expect(summary.line).toHaveLength(1);
    expect(summary.fullUntil).toBeLessThanOrEqual(time.now);
  });

  test("is on disk before a grant; a failed write means no grant", async () => {
    let isFull = false;
    const disk: KeptFile = {
      ...kept,
      save: (...save) => (isFull ? Promise.reject(new Error("ENOSPC")) : kept.save(...save)),
    };
    const gate = await startProcess(disk);
    await gate.step({});
    time.now += FULL_MS;
    isFull = true;
    await expect(gate.step({ enter: [ask("A")], room: 6 })).rejects.toMatchObject({
      reason: "readonly",
    });
    // The state is unchanged but still not on disk.
    await expect(gate.step({})).rejects.toMatchObject({ reason: "readonly" });
    isFull = false;
    await gate.step({});
    const restarted = await startProcess();
    expect((await restarted.step({})).summary.slots).toHaveLength(1);
  });
});

import { expect, test } from "vitest";
import { createGate } from "@/lib/gate/create-gate";
import type { Store } from "@/lib/redis/store";
import { ask, GATE_KEY, gateConfiguration, landed } from "../../support/store/gate-probe";
import { virtualClockLua, virtualStore } from "../../support/store/virtual-time";
import { createGateRig, held } from "../gate-rig";

const rig = createGateRig();

/** Creates a gate whose pump is running, on a machine whose clocks the test moves separately. */
async function createLaptop(throughSleep?: () => number) {
  const own = { monotonic: 5_000 };
  let happens: (() => Promise<void>) | undefined;
  const virtual = virtualStore(rig.store(), rig.time);
  const run: Store["run"] = async (...call) => {
    const now = happens;
    happens = undefined;
    await now?.();
    return virtual.run(...call);
  };
  const gate = createGate({
    store: { ...virtual, run },
    key: GATE_KEY,
    configuration: gateConfiguration(),
    clock: {
      now: () => rig.time.now,
      monotonic: () => own.monotonic,
      sleep: () => Promise.reject(new Error("nothing sleeps in this test")),
    },
    clockLua: virtualClockLua,
    ...(throughSleep ? { throughSleep } : {}),
  });
  const pass = (milliseconds: number) => {
    own.monotonic += milliseconds;
    rig.time.now += milliseconds;
  };
  gate.startRun();
  await gate.step({});
  pass(1_000);
  await gate.step({});
  return {
    gate,
    /** Runs `event` after the next step is sent and before it arrives. */
    onTheWay(event: () => Promise<void>) {
      happens = event;
    },
  };
}

const grantsOf = async () =>
  (await rig.another().step({ enter: [ask("QQQ")], room: 6 })).grants.length;

test("grants other instances calls while a laptop sleeps 5 min", async () => {
  const laptop = await createLaptop();
  rig.time.now += 300_000;
  const { clockJumped } = await laptop.gate.step({});
  expect(clockJumped).toBe(false);
  expect(await grantsOf()).toBe(1);
});

test("compares with uptime when store and machine share a clock", async () => {
  const uptime = { now: 1_000 };
  const set = await createLaptop(() => uptime.now);
  rig.time.now += 300_000;
  await set.gate.step({});
  expect(await grantsOf()).toBe(0);

  rig.time.now += 87_100;
  uptime.now += 87_100;
  const slept = await createLaptop(() => uptime.now);
  uptime.now += 300_000;
  rig.time.now += 300_000;
  await slept.gate.step({});
  expect(await grantsOf()).toBe(1);
});

test("drops settlements that expire while their step is delayed", async () => {
  const laptop = await createLaptop();
  const grant = held((await laptop.gate.step({ enter: [ask("SPY")], room: 6 })).grants[0]);
  laptop.onTheWay(async () => {
    rig.time.now += 100_000;
    await rig.another().step({});
  });
  await laptop.gate.step({ settle: [landed(grant, rig.time.now)] });
  expect(await grantsOf()).toBe(1);
});

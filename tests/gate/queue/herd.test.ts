import { describe, expect, test } from "vitest";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { ask } from "../../support/store/gate-probe";
import { createInstance, createPumpRig, type Instance } from "../pump/pump-rig";

const rig = createPumpRig();

const sum = (fleet: Instance[], count: (instance: Instance) => number) =>
  fleet.reduce((total, instance) => total + count(instance), 0);

/** 100 people on this many instances, each waiting for a different symbol. */
async function crowd(instances: number): Promise<Instance[]> {
  const fleet = Array.from({ length: instances }, (_, index) =>
    createInstance(rig.world(), `i${index}`),
  );
  await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      fleet[index % instances]?.wait(ask(`S${index}`, `c-${index}`)),
    ),
  );
  return fleet;
}

describe("100 people who wait", () => {
  test.each([
    [4, 3],
    [20, 4],
    [100, 6],
  ])("on %i instances cost at most %i steps a call", async (instances, most) => {
    const { clock, calls, time } = rig.world();
    const startedAt = time.now;
    const fleet = await crowd(instances);
    await clock.advance(30_000);
    const before = { calls: calls.length, steps: sum(fleet, ({ steps }) => steps()) };
    await clock.advance(150_000);
    const made = calls.length - before.calls;
    const steps = sum(fleet, (instance) => instance.steps()) - before.steps;
    const perCall = Math.round((10 * steps) / made) / 10;
    const lastAt = ((calls.at(-1)?.at ?? 0) - startedAt) / 1_000;
    console.info(`${instances} instances: ${perCall} steps a call, the 60th after ${lastAt} s`);
    expect(perCall).toBeLessThanOrEqual(most);
    // The third window begins after 2 x 60.4 s. Its 20 calls take 5 s of spacing. Turns cost up to 3 s.
    expect(calls).toHaveLength(60);
    expect(lastAt).toBeLessThan(2 * 60.4 + 5 + 3);
  });

  test("share one call on 50 instances and wake one by one", async () => {
    const { clock, calls } = rig.world();
    const fleet = Array.from({ length: 50 }, (_, index) =>
      createInstance(rig.world(), `i${index}`),
    );
    const [first] = fleet;
    // These calls fill the window, so the call for SPY is 60 s away.
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => first?.wait(ask(`F${index}`, `c-f${index}`))),
    );
    await clock.advance(10_000);
    const waiting = await Promise.all(
      Array.from({ length: 100 }, (_, index) => fleet[index % 50]?.wait(ask("SPY", `c-${index}`))),
    );
    const before = sum(fleet, ({ steps }) => steps());
    await clock.advance(60_000);
    expect(waiting.map((one) => one?.end())).toEqual(Array(100).fill({ state: "landed" }));
    expect(calls).toHaveLength(21);
    expect(sum(fleet, ({ steps }) => steps()) - before).toBeLessThan(20);
  });
});

describe("the turn", () => {
  /** Creates instances that a test can cut off from the store, and fills the window. */
  async function killable() {
    const { clock, calls, store } = rig.world();
    const dead = new Set<string>();
    const create = (name: string) => {
      const run: Store["run"] = (...call) =>
        dead.has(name) ? Promise.reject(new StoreFault("unreachable")) : store.run(...call);
      return createInstance(rig.world(), name, undefined, { ...store, run });
    };
    const fleet = { a: create("a"), b: create("b"), c: create("c") };
    await waitFor(fleet.a, "FULL", 20);
    await clock.advance(10_000);
    expect(calls).toHaveLength(20);
    return { dead, fleet };
  }

  const waitFor = (instance: Instance, name: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        instance.wait(ask(`${name}${index}`, `c-${name}${index}`)),
      ),
    );

  /** When the window's first slot is free. The instance with the turn wakes then. */
  const WAKE_MS = 60_400;
  const GRACE_MS = 1_000;

  test("is taken over within two graces when its instance dies", async () => {
    const { clock, calls, time } = rig.world();
    const startedAt = time.now;
    const { dead, fleet } = await killable();
    await waitFor(fleet.a, "A", 30);
    await waitFor(fleet.b, "B", 1);
    await waitFor(fleet.c, "C", 1);
    await clock.advance(1_000);
    dead.add("a");
    await clock.advance(60_000);
    const next = calls[20];
    expect(["b", "c"]).toContain(next?.by);
    expect((next?.at ?? 0) - startedAt).toBeLessThanOrEqual(WAKE_MS + 2 * GRACE_MS);
  });

  test.each(["a", "b", "c"])(
    "is taken over by %s when all other instances die",
    async (survivor) => {
      const { clock, calls, time } = rig.world();
      const startedAt = time.now;
      const { dead, fleet } = await killable();
      for (const [name, instance] of Object.entries(fleet)) {
        await waitFor(instance, name.toUpperCase(), 2);
        if (name !== survivor) dead.add(name);
      }
      await clock.advance(60_000);
      const next = calls[20];
      expect(next?.by).toBe(survivor);
      // At most third in the queue: three spacings, half a second of latency and two graces.
      expect((next?.at ?? 0) - startedAt).toBeLessThanOrEqual(WAKE_MS + 1_500 + 2 * GRACE_MS);
    },
  );
});

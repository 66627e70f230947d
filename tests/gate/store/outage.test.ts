import { describe, expect, test } from "vitest";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { ask } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";
import { createInstance, createPumpRig, type Instance, type Waiting } from "../pump/pump-rig";

const rig = createPumpRig();
const WINDOW_MS = 60_000;

/** A store with a switch: while `isAway`, the instance cannot reach it. */
function switched(): { store: Store; isAway: boolean } {
  const { store } = rig.world();
  const wire = {
    isAway: false,
    store: {
      ...store,
      run: (...call: Parameters<Store["run"]>) =>
        wire.isAway ? Promise.reject(new StoreFault("unreachable")) : store.run(...call),
    },
  };
  return wire;
}

const waitMany = (instance: Instance, name: string, count: number): Promise<Waiting[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      instance.wait(ask(`${name}${index}`, `c-${name}${index}`)),
    ),
  );

/** The end of each wait, or its last progress. */
function endsOf(waiting: Waiting[]): string[] {
  return waiting.map(({ end }) => {
    const progress = end();
    return progress?.state === "failed" ? progress.problem : (progress?.state ?? "waits");
  });
}

const landed = (count: number) => Array.from({ length: count }, () => "landed");

describe("a store that returns with its data after 3 windows", () => {
  test("drops no ticket with an open stream on two instances", async () => {
    const { clock } = rig.world();
    const wire = switched();
    const a = createInstance(rig.world(), "a", undefined, wire.store);
    const b = createInstance(rig.world(), "b", undefined, wire.store);
    // These calls fill the window, so the next requests stay queued.
    const first = await waitMany(a, "F", 30);
    await clock.advance(20_000);
    const waiting = [...(await waitMany(a, "A", 5)), ...(await waitMany(b, "B", 5))];
    await clock.advance(5_000);
    const jobs = new Set(waiting.map(({ place }) => place.job));
    wire.isAway = true;
    await clock.advance(200_000);
    wire.isAway = false;
    // A third instance steps before the first two can renew their leases.
    const { summary } = await createInstance(rig.world(), "c").pump.snapshot();
    expect(summary.line.filter(({ job }) => jobs.has(job))).toHaveLength(10);
    await clock.advance(WINDOW_MS);
    expect(endsOf([...first, ...waiting])).toEqual(landed(40));
    expect(rig.world().calls).toHaveLength(40);
  });

  test("keeps tickets of absent callers two windows, without calls", async () => {
    const { clock } = rig.world();
    const [wire, gone] = [switched(), switched()];
    const a = createInstance(rig.world(), "a", undefined, wire.store);
    const b = createInstance(rig.world(), "b", undefined, gone.store);
    await waitMany(a, "F", 30);
    await clock.advance(10_000);
    await waitMany(b, "GONE", 5);
    await clock.advance(1_000);
    wire.isAway = gone.isAway = true;
    await clock.advance(200_000);
    wire.isAway = false;
    await clock.advance(WINDOW_MS);
    const calls = rig.world().calls.map(({ key }) => key);
    expect(calls.filter((key) => key.includes("GONE"))).toEqual([]);
    expect(calls).toHaveLength(30);
    const lineNow = async () =>
      (await createInstance(rig.world(), "c").pump.snapshot()).summary.line;
    expect(await lineNow()).toHaveLength(5);
    await clock.advance(WINDOW_MS + 5_000);
    expect(await lineNow()).toEqual([]);
  });

  test("includes a sleep of the store's machine", async () => {
    const { clock, time } = rig.world();
    const slept = { milliseconds: 0 };
    // The monotonic clock stops during the sleep.
    const monotonic = () => time.now - slept.milliseconds;
    const machine = { ...rig.world(), clock: { ...clock, monotonic } };
    const [a, b] = [createInstance(machine, "a"), createInstance(machine, "b")];
    // A ticket from before the state's first moment could count as lost, so start the state first.
    await a.pump.snapshot();
    await clock.advance(1);
    const waiting = [...(await waitMany(a, "A", 25)), ...(await waitMany(b, "B", 5))];
    await clock.advance(10_000);
    slept.milliseconds = 300_000;
    time.now += slept.milliseconds;
    await clock.advance(2 * WINDOW_MS);
    expect(endsOf(waiting)).toEqual(landed(30));
  });
});

describe("one instance that cannot reach the store", () => {
  test("enters tickets again whose leases ended", async () => {
    const { clock } = rig.world();
    const wire = switched();
    const a = createInstance(rig.world(), "a");
    const b = createInstance(rig.world(), "b", undefined, wire.store);
    await waitMany(a, "F", 20);
    await clock.advance(10_000);
    const kept = await waitMany(a, "KEPT", 1);
    const lost = await waitMany(b, "LOST", 3);
    await a.pump.control({ kind: "hold", window: "account" });
    wire.isAway = true;
    await clock.advance(5 * WINDOW_MS);
    const { summary } = await a.pump.snapshot();
    expect(summary.line.map(({ job }) => job)).toEqual(kept.map(({ place }) => place.job));
    await a.pump.control({ kind: "release", window: "account" });
    wire.isAway = false;
    await clock.advance(WINDOW_MS);
    expect(endsOf([...kept, ...lost])).toEqual(landed(4));
    expect(rig.world().calls).toHaveLength(24);
  });

  test("learns that another instance canceled a ticket", async () => {
    const { clock } = rig.world();
    const a = createInstance(rig.world(), "a");
    const b = createInstance(rig.world(), "b");
    await waitMany(a, "F", 70);
    // A ticket from before the state's first moment could count as lost.
    await clock.advance(1);
    const [kept, left] = await waitMany(b, "B", 2);
    if (!kept || !left) throw new Error("no request waits");
    await clock.advance(130_000);
    await a.pump.cancel({ key: "v2:/tickets/B1", ticket: left.place.ticket });
    await clock.advance(3 * WINDOW_MS);
    expect(endsOf([kept, left])).toEqual(["landed", "gone"]);
    expect(rig.world().calls.map(({ key }) => key)).not.toContain("v2:/tickets/B1");
  });
});

describe("a renewal", () => {
  test("is sent again with the next step when not received", async () => {
    const { clock } = rig.world();
    const wire = switched();
    let renewed: number[] = [];
    const counted: Store = {
      ...wire.store,
      run: (...call) => {
        renewed.push(JSON.parse(String(call[2][0])).renew.length);
        return wire.store.run(...call);
      },
    };
    const a = createInstance(rig.world(), "a", undefined, counted);
    await waitMany(a, "A", 25);
    await clock.advance(10_000);
    wire.isAway = true;
    // The pump tries when the first slot is free, then once a second.
    await clock.advance(60_000);
    expect(renewed.slice(-2)).toEqual([5, 5]);
    renewed = [];
    wire.isAway = false;
    await clock.advance(1_000);
    // Five requests are still queued.
    expect(renewed[0]).toBe(5);
  });
});

describe("the script", () => {
  const gate = createGateRig();

  test("ends leases as usual after a quiet time", async () => {
    await gate.gate().step({ enter: [ask("SPY")] });
    gate.time.now += 10 * WINDOW_MS;
    expect((await gate.gate().step({})).summary.line).toEqual([]);
  });

  test("ends leases as usual while no call is legal", async () => {
    const { clock } = rig.world();
    const a = createInstance(rig.world(), "a");
    await waitMany(a, "F", 20);
    await clock.advance(10_000);
    const kept = await a.wait(ask("KEPT"));
    await createInstance(rig.world(), "b").pump.enter(ask("LEFT"));
    await a.pump.control({ kind: "hold", window: "account" });
    await clock.advance(6 * WINDOW_MS);
    const { summary } = await createInstance(rig.world(), "c").pump.snapshot();
    expect(summary.line.map(({ job }) => job)).toEqual([kept.place.job]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { GrantedCall } from "@/lib/gate/flights";
import { createStore } from "@/lib/redis/create-store";
import { type Store, StoreFault } from "@/lib/redis/store";
import { ask, GATE_KEY } from "../support/gate-probe";
import { createSteppedClock } from "../support/stepped-clock";
import { VIRTUAL_START } from "../support/virtual-time";
import { answers, createInstance, LATENCY_MS, landedEnd, type World } from "./pump-rig";

let store: Store;
let world: World;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.del(GATE_KEY);
  const time = { now: VIRTUAL_START };
  world = { store, time, clock: createSteppedClock(time), landings: new Map(), calls: [] };
});

const never = () => new Promise<never>(() => undefined);

describe("one instance", () => {
  test("calls for those who wait, a spacing apart, and tells each the end", async () => {
    const { wait } = createInstance(world, "a");
    const waiting = await Promise.all(["A", "B", "C"].map((symbol) => wait(ask(symbol))));
    await world.clock.advance(2_000);
    expect(world.calls.map(({ at }) => at - VIRTUAL_START)).toEqual([0, 250, 500]);
    expect(waiting.map(({ end }) => end())).toEqual(Array(3).fill({ state: "landed" }));
  });

  test("answers 450 asks that come at once, each exactly once, and sleeps afterwards", async () => {
    const { pump, steps } = createInstance(world, "a");
    const asks = Array.from({ length: 450 }, (_, index) => ask(`S${index}`));
    const all = Promise.all(asks.map((one) => pump.enter(one)));
    await world.clock.advance(1_000);
    const kinds = (await all).map(({ entered }) => entered.kind);
    expect(kinds.filter((kind) => kind === "queued" || kind === "running")).toHaveLength(450);
    expect(steps()).toBeLessThan(10);
  });

  test("takes no step and makes no claim while nobody waits", async () => {
    const { pump, steps } = createInstance(world, "a");
    await pump.enter(ask("A"));
    await pump.enter(ask("B"));
    await world.clock.advance(1_000);
    const before = steps();
    await world.clock.advance(600_000);
    expect(steps()).toBe(before);
    expect(world.clock.sleepers()).toBe(0);
    expect(world.calls.map(({ key }) => key)).toEqual(["v2:/tickets/A"]);
  });

  test("a look between an ask and its wait does not make the pump forget who waits", async () => {
    const { pump } = createInstance(world, "a", answers(world, "a", 50));
    await pump.enter(ask("A"));
    await world.clock.advance(100);
    // A is settled; C must wait for the spacing.
    const { entered } = await pump.enter(ask("C"));
    if (entered.kind !== "queued") throw new Error("not in line");
    // Somebody reads the status while this asker has something else to do first.
    await pump.look();
    const heard: string[] = [];
    pump.watch(entered, ask("C"), ({ state }) => heard.push(state));
    await world.clock.advance(3_000);
    expect(heard.at(-1)).toBe("landed");
  });

  test("six calls under way leave no room; the next goes when one ends", async () => {
    const ends: (() => void)[] = [];
    const slow = async (call: GrantedCall) => {
      world.calls.push({ key: call.key, at: world.time.now, by: "a" });
      await new Promise<void>((resolve) => ends.push(resolve));
      return landedEnd(call.storeNow());
    };
    const { wait } = createInstance(world, "a", slow);
    const symbols = Array.from({ length: 8 }, (_, index) => `S${index}`);
    await Promise.all(symbols.map((symbol) => wait(ask(symbol))));
    await world.clock.advance(5_000);
    expect(world.calls).toHaveLength(6);
    ends[0]?.();
    await world.clock.advance(1_000);
    expect(world.calls).toHaveLength(7);
    for (const end of ends) end();
    await world.clock.advance(1_000);
    expect(world.calls).toHaveLength(8);
  });

  test("an executor that throws ends its job with a reason and leaves nothing under way", async () => {
    const { pump, wait } = createInstance(world, "a", () => Promise.reject(new Error("a fault")));
    const waiting = await wait(ask("A"));
    await world.clock.advance(2_000);
    expect(waiting.end()).toMatchObject({ state: "failed" });
    await pump.idle();
  });

  test("a listener that throws harms nobody else", async () => {
    const { pump, wait } = createInstance(world, "a");
    const faults: unknown[] = [];
    const hear = (fault: unknown) => faults.push(fault);
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", hear);
    const { entered } = await pump.enter(ask("A"));
    if (entered.kind !== "queued" && entered.kind !== "running") throw new Error("not in line");
    pump.watch(entered, ask("A"), () => {
      throw new Error("a listener's own fault");
    });
    const waiting = await wait(ask("A", "other"));
    await world.clock.advance(2_000);
    process.off("uncaughtException", hear);
    for (const other of others) process.on("uncaughtException", other);
    expect(waiting.end()).toEqual({ state: "landed" });
    expect(faults.length).toBeGreaterThan(0);
  });

  test("waiting through a breaker that is open for ten minutes keeps the place", async () => {
    let isFirst = true;
    const limitedOnce = async (call: GrantedCall) => {
      if (!isFirst) return answers(world, "a")(call);
      isFirst = false;
      const limited = { slot: "arrived", job: "again", verdict: "limited" } as const;
      return { ...landedEnd(0), ...limited, retryAfter: 600_000 };
    };
    const { wait } = createInstance(world, "a", limitedOnce);
    const waiting = await wait(ask("A"));
    const { job } = waiting.place;
    await world.clock.advance(599_000);
    expect(waiting.end()).toBeUndefined();
    const { summary } = await createInstance(world, "b").pump.look();
    expect(summary.line.map(({ job: id }) => id)).toEqual([job]);
    await world.clock.advance(5_000);
    expect(waiting.end()).toEqual({ state: "landed" });
    expect(world.calls).toHaveLength(1);
  });

  test("a place that was given up is not taken again by whoever still waits for it", async () => {
    const { pump, wait } = createInstance(world, "a");
    // In line behind another, so that nothing is under way yet.
    await wait(ask("A"));
    await world.clock.advance(1);
    const waiting = await wait(ask("B", "me"));
    await pump.leave({ key: "v2:/tickets/B", ticket: waiting.place.ticket });
    await world.clock.advance(10_000);
    expect(world.calls.map(({ key }) => key)).toEqual(["v2:/tickets/A"]);
    expect(waiting.end()).toMatchObject({ state: "failed" });
  });

  test("a place that the store lost is taken again", async () => {
    const { pump, wait } = createInstance(world, "a");
    await wait(ask("A"));
    const waiting = await wait(ask("B", "me"));
    await store.redis.del(GATE_KEY);
    await pump.look();
    await world.clock.advance(120_000);
    expect(waiting.end()).toEqual({ state: "landed" });
  });
});

describe("idle", () => {
  test("waits for the calls there are, not for those that others begin later", async () => {
    const ends: (() => void)[] = [];
    const slow = async (call: GrantedCall) => {
      await new Promise<void>((resolve) => ends.push(resolve));
      return landedEnd(call.storeNow());
    };
    const { pump, wait } = createInstance(world, "a", slow);
    await wait(ask("A"));
    await world.clock.advance(300);
    let isIdle = false;
    void pump.idle().then(() => {
      isIdle = true;
    });
    await wait(ask("B"));
    await world.clock.advance(300);
    expect(isIdle).toBe(false);
    ends[0]?.();
    await world.clock.advance(300);
    expect(isIdle).toBe(true);
    expect(ends).toHaveLength(2);
  });

  test("waits for a claim that is on its way, and for the call it brings", async () => {
    let isFinished = false;
    const slow = async (call: GrantedCall) => {
      const end = await answers(world, "a")(call);
      isFinished = true;
      return end;
    };
    const { pump } = createInstance(world, "a", slow);
    const entering = pump.enter(ask("A"));
    let wasFinished = false;
    const idle = pump.stop().then(() => {
      wasFinished = isFinished;
    });
    await entering;
    await world.clock.advance(LATENCY_MS + 100);
    await idle;
    expect(wasFinished).toBe(true);
  });

  test("resolves once the store has not been there for hold, and nothing runs any more", async () => {
    let isDown = false;
    const flaky: Store = {
      ...store,
      run: (...call) => (isDown ? Promise.reject(new StoreFault("resting")) : store.run(...call)),
    };
    const { pump, wait, steps } = createInstance(world, "a", answers(world, "a"), flaky);
    const waiting = await wait(ask("A"));
    isDown = true;
    waiting.stop();
    let isIdle = false;
    void pump.idle().then(() => {
      isIdle = true;
    });
    await world.clock.advance(10_000);
    expect(isIdle).toBe(false);
    await world.clock.advance(6_000);
    expect(isIdle).toBe(true);
    // A second apart, not in a loop.
    expect(steps()).toBeLessThan(20);
    expect(world.clock.sleepers()).toBe(0);
  });
});

describe("a store that is away for a minute", () => {
  test("is told to those who wait; what was settled meanwhile counts by hold; then all goes on", async () => {
    let isDown = false;
    const flaky: Store = {
      ...store,
      run: (...call) => (isDown ? Promise.reject(new StoreFault("resting")) : store.run(...call)),
    };
    const { wait, steps } = createInstance(world, "a", answers(world, "a"), flaky);
    const first = await wait(ask("A"));
    const second = await wait(ask("B"));
    isDown = true;
    await world.clock.advance(60_000);
    expect(first.end()).toEqual({ state: "landed" });
    expect(second.heard.at(-1)).toEqual({ state: "store-down" });
    expect(steps()).toBeLessThan(70);
    isDown = false;
    await world.clock.advance(3_000);
    expect(second.end()).toEqual({ state: "landed" });
    expect(world.calls.map(({ key }) => key)).toEqual(["v2:/tickets/A", "v2:/tickets/B"]);
  });
});

describe("two instances on one store", () => {
  test("share one call; the other hears of it from the cache", async () => {
    const [a, b] = [createInstance(world, "a"), createInstance(world, "b")];
    const first = await a.wait(ask("SPY", "one"));
    const second = await b.wait(ask("SPY", "two"));
    await world.clock.advance(1_000);
    expect(world.calls).toHaveLength(1);
    expect([first.end(), second.end()]).toEqual([{ state: "landed" }, { state: "landed" }]);
  });

  test("one that dies with a call under way: the other takes its job over after hold", async () => {
    const [dead, b] = [createInstance(world, "dead", never), createInstance(world, "b")];
    await dead.pump.enter(ask("SPY", "one"));
    const waiting = await b.wait(ask("SPY", "two"));
    await world.clock.advance(14_000);
    expect(waiting.end()).toBeUndefined();
    await world.clock.advance(2_000);
    expect(waiting.end()).toEqual({ state: "landed" });
    expect(world.calls.map(({ by }) => by)).toEqual(["b"]);
  });

  test("one that dies with the turn: the other goes on after its wake and a grace", async () => {
    const [dead, b] = [createInstance(world, "dead", never), createInstance(world, "b")];
    await dead.pump.enter(ask("A", "one"));
    await dead.pump.enter(ask("B", "one"));
    const waiting = await b.wait(ask("B", "two"));
    await world.clock.advance(3_000);
    expect(waiting.end()).toEqual({ state: "landed" });
  });

  test("a stopped one claims nothing; its waiters are served by the other", async () => {
    const [a, b] = [createInstance(world, "a"), createInstance(world, "b")];
    await a.pump.stop();
    const first = await a.wait(ask("A", "one"));
    await world.clock.advance(2_000);
    expect(world.calls).toEqual([]);
    await b.wait(ask("B", "two"));
    await world.clock.advance(5_000);
    expect(first.end()).toEqual({ state: "landed" });
    expect(new Set(world.calls.map(({ by }) => by))).toEqual(new Set(["b"]));
  });
});

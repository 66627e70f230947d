import { describe, expect, test } from "vitest";
import type { GrantedCall } from "@/lib/gate/pump/flights";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { ask } from "../../support/store/gate-probe";
import { answers, createInstance, createPumpRig, LATENCY_MS, landedEnd } from "./pump-rig";

const rig = createPumpRig();

describe("idle", () => {
  test("waits for current calls, not for later ones", async () => {
    const ends: (() => void)[] = [];
    const slow = async (call: GrantedCall) => {
      await new Promise<void>((resolve) => ends.push(resolve));
      return landedEnd(call.storeNow());
    };
    const { pump, wait } = createInstance(rig.world(), "a", slow);
    await wait(ask("A"));
    await rig.world().clock.advance(300);
    let isIdle = false;
    void pump.idle().then(() => {
      isIdle = true;
    });
    await wait(ask("B"));
    await rig.world().clock.advance(300);
    expect(isIdle).toBe(false);
    ends[0]?.();
    await rig.world().clock.advance(300);
    expect(isIdle).toBe(true);
    expect(ends).toHaveLength(2);
  });

  test("waits for a claim in progress and its call", async () => {
    let isFinished = false;
    const slow = async (call: GrantedCall) => {
      const end = await answers(rig.world(), "a")(call);
      isFinished = true;
      return end;
    };
    const { pump } = createInstance(rig.world(), "a", slow);
    const entering = pump.enter(ask("A"));
    let wasFinished = false;
    const idle = pump.stop().then(() => {
      wasFinished = isFinished;
    });
    await entering;
    await rig.world().clock.advance(LATENCY_MS + 100);
    await idle;
    expect(wasFinished).toBe(true);
  });

  test("resolves when the store is down for hold and no call runs", async () => {
    let isDown = false;
    const flaky: Store = {
      ...rig.store(),
      run: (...call) =>
        isDown ? Promise.reject(new StoreFault("resting")) : rig.store().run(...call),
    };
    const { pump, wait, steps } = createInstance(
      rig.world(),
      "a",
      answers(rig.world(), "a"),
      flaky,
    );
    const waiting = await wait(ask("A"));
    isDown = true;
    waiting.stop();
    let isIdle = false;
    void pump.idle().then(() => {
      isIdle = true;
    });
    await rig.world().clock.advance(10_000);
    expect(isIdle).toBe(false);
    await rig.world().clock.advance(6_000);
    expect(isIdle).toBe(true);
    // The pump retries once a second, not in a tight loop.
    expect(steps()).toBeLessThan(20);
    expect(rig.world().clock.sleepers()).toBe(0);
  });
});

describe("a store that is down for a minute", () => {
  test("is reported to waiters, who get their results afterwards", async () => {
    let isDown = false;
    const flaky: Store = {
      ...rig.store(),
      run: (...call) =>
        isDown ? Promise.reject(new StoreFault("resting")) : rig.store().run(...call),
    };
    const { wait, steps } = createInstance(rig.world(), "a", answers(rig.world(), "a"), flaky);
    const first = await wait(ask("A"));
    const second = await wait(ask("B"));
    isDown = true;
    await rig.world().clock.advance(60_000);
    expect(first.end()).toEqual({ state: "landed" });
    expect(second.progress.at(-1)).toEqual({ state: "store-down" });
    expect(steps()).toBeLessThan(70);
    isDown = false;
    await rig.world().clock.advance(3_000);
    expect(second.end()).toEqual({ state: "landed" });
    expect(rig.world().calls.map(({ key }) => key)).toEqual(["v2:/tickets/A", "v2:/tickets/B"]);
  });
});

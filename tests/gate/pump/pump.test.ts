import { describe, expect, test } from "vitest";
import type { GrantedCall } from "@/lib/gate/pump/flights";
import { ask, GATE_KEY } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { answers, createInstance, createPumpRig, landedEnd } from "./pump-rig";

const rig = createPumpRig();

describe("one instance", () => {
  test("spaces the calls of its waiters and reports each end", async () => {
    const { wait } = createInstance(rig.world(), "a");
    const waiting = await Promise.all(["A", "B", "C"].map((symbol) => wait(ask(symbol))));
    await rig.world().clock.advance(2_000);
    expect(rig.world().calls.map(({ at }) => at - VIRTUAL_START)).toEqual([0, 250, 500]);
    expect(waiting.map(({ end }) => end())).toEqual(Array(3).fill({ state: "landed" }));
  });

  test("answers 450 simultaneous requests once each, then sleeps", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const asks = Array.from({ length: 450 }, (_, index) => ask(`S${index}`));
    const all = Promise.all(asks.map((one) => pump.enter(one)));
    await rig.world().clock.advance(1_000);
    const kinds = (await all).map(({ entered }) => entered.kind);
    expect(kinds.filter((kind) => kind === "queued" || kind === "running")).toHaveLength(450);
    expect(steps()).toBeLessThan(10);
  });

  test("takes no step without waiters", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    await pump.enter(ask("A"));
    await pump.enter(ask("B"));
    await rig.world().clock.advance(1_000);
    const before = steps();
    await rig.world().clock.advance(600_000);
    expect(steps()).toBe(before);
    expect(rig.world().clock.sleepers()).toBe(0);
    expect(rig.world().calls.map(({ key }) => key)).toEqual(["v2:/tickets/A"]);
  });

  test("serves a request whose wait begins after another step", async () => {
    const { pump } = createInstance(rig.world(), "a", answers(rig.world(), "a", 50));
    await pump.enter(ask("A"));
    await rig.world().clock.advance(100);
    // A is settled. C must wait for the spacing.
    const { entered } = await pump.enter(ask("C"));
    if (entered.kind !== "queued") throw new Error("not queued");
    // Another request reads the status before this request begins to wait.
    await pump.snapshot();
    const states: string[] = [];
    pump.watch(entered, ask("C"), ({ state }) => states.push(state));
    await rig.world().clock.advance(3_000);
    expect(states.at(-1)).toBe("landed");
  });

  test("makes six calls at a time, the next when a call ends", async () => {
    const ends: (() => void)[] = [];
    const slow = async (call: GrantedCall) => {
      rig.world().calls.push({ key: call.key, at: rig.world().time.now, by: "a" });
      await new Promise<void>((resolve) => ends.push(resolve));
      return landedEnd(call.storeNow());
    };
    const { wait } = createInstance(rig.world(), "a", slow);
    const symbols = Array.from({ length: 8 }, (_, index) => `S${index}`);
    await Promise.all(symbols.map((symbol) => wait(ask(symbol))));
    await rig.world().clock.advance(5_000);
    expect(rig.world().calls).toHaveLength(6);
    ends[0]?.();
    await rig.world().clock.advance(1_000);
    expect(rig.world().calls).toHaveLength(7);
    for (const end of ends) end();
    await rig.world().clock.advance(1_000);
    expect(rig.world().calls).toHaveLength(8);
  });

  test("ends the job with a reason when the executor throws", async () => {
    const { pump, wait } = createInstance(rig.world(), "a", () =>
      Promise.reject(new Error("a fault")),
    );
    const waiting = await wait(ask("A"));
    await rig.world().clock.advance(2_000);
    expect(waiting.end()).toMatchObject({ state: "failed" });
    await pump.idle();
  });

  test("notifies the other listeners when a listener throws", async () => {
    const { pump, wait } = createInstance(rig.world(), "a");
    const faults: unknown[] = [];
    const onFault = (fault: unknown) => faults.push(fault);
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    process.on("uncaughtException", onFault);
    const { entered } = await pump.enter(ask("A"));
    if (entered.kind !== "queued" && entered.kind !== "running") throw new Error("not queued");
    pump.watch(entered, ask("A"), () => {
      throw new Error("a listener's own fault");
    });
    const waiting = await wait(ask("A", "other"));
    await rig.world().clock.advance(2_000);
    process.off("uncaughtException", onFault);
    for (const other of others) process.on("uncaughtException", other);
    expect(waiting.end()).toEqual({ state: "landed" });
    expect(faults.length).toBeGreaterThan(0);
  });

  test("keeps a ticket while the breaker is open for ten minutes", async () => {
    let isFirst = true;
    const limitedOnce = async (call: GrantedCall) => {
      if (!isFirst) return answers(rig.world(), "a")(call);
      isFirst = false;
      const limited = { slot: "arrived", job: "again", verdict: "limited" } as const;
      return { ...landedEnd(0), ...limited, retryAfter: 600_000 };
    };
    const { wait } = createInstance(rig.world(), "a", limitedOnce);
    const waiting = await wait(ask("A"));
    const { job } = waiting.place;
    await rig.world().clock.advance(599_000);
    expect(waiting.end()).toBeUndefined();
    const { summary } = await createInstance(rig.world(), "b").pump.snapshot();
    expect(summary.line.map(({ job: id }) => id)).toEqual([job]);
    await rig.world().clock.advance(5_000);
    expect(waiting.end()).toEqual({ state: "landed" });
    expect(rig.world().calls).toHaveLength(1);
  });

  test("does not enter a canceled ticket again", async () => {
    const { pump, wait } = createInstance(rig.world(), "a");
    // B is queued behind A, so its call is not in flight yet.
    await wait(ask("A"));
    await rig.world().clock.advance(1);
    const waiting = await wait(ask("B", "me"));
    await pump.cancel({ key: "v2:/tickets/B", ticket: waiting.place.ticket });
    await rig.world().clock.advance(10_000);
    expect(rig.world().calls.map(({ key }) => key)).toEqual(["v2:/tickets/A"]);
    expect(waiting.end()).toMatchObject({ state: "failed" });
  });

  test("enters a ticket again that the store lost", async () => {
    const { pump, wait } = createInstance(rig.world(), "a");
    await wait(ask("A"));
    const waiting = await wait(ask("B", "me"));
    await rig.store().redis.del(GATE_KEY);
    await pump.snapshot();
    await rig.world().clock.advance(120_000);
    expect(waiting.end()).toEqual({ state: "landed" });
  });
});

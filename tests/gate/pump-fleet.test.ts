import { describe, expect, test } from "vitest";
import { ask } from "../support/gate-probe";
import { createInstance, createPumpRig } from "./pump-rig";

const rig = createPumpRig();
const never = () => new Promise<never>(() => undefined);

describe("two instances on one store", () => {
  test("share one call; the other hears of it from the cache", async () => {
    const [a, b] = [createInstance(rig.world(), "a"), createInstance(rig.world(), "b")];
    const first = await a.wait(ask("SPY", "one"));
    const second = await b.wait(ask("SPY", "two"));
    await rig.world().clock.advance(1_000);
    expect(rig.world().calls).toHaveLength(1);
    expect([first.end(), second.end()]).toEqual([{ state: "landed" }, { state: "landed" }]);
  });

  test("one that dies with a call under way: the other takes its job over after hold", async () => {
    const [dead, b] = [
      createInstance(rig.world(), "dead", never),
      createInstance(rig.world(), "b"),
    ];
    await dead.pump.enter(ask("SPY", "one"));
    const waiting = await b.wait(ask("SPY", "two"));
    await rig.world().clock.advance(14_000);
    expect(waiting.end()).toBeUndefined();
    await rig.world().clock.advance(2_000);
    expect(waiting.end()).toEqual({ state: "landed" });
    expect(rig.world().calls.map(({ by }) => by)).toEqual(["b"]);
  });

  test("one that dies with the turn: the other goes on after its wake and a grace", async () => {
    const [dead, b] = [
      createInstance(rig.world(), "dead", never),
      createInstance(rig.world(), "b"),
    ];
    await dead.pump.enter(ask("A", "one"));
    await dead.pump.enter(ask("B", "one"));
    const waiting = await b.wait(ask("B", "two"));
    await rig.world().clock.advance(3_000);
    expect(waiting.end()).toEqual({ state: "landed" });
  });

  test("a stopped one claims nothing; its waiters are served by the other", async () => {
    const [a, b] = [createInstance(rig.world(), "a"), createInstance(rig.world(), "b")];
    await a.pump.stop();
    const first = await a.wait(ask("A", "one"));
    await rig.world().clock.advance(2_000);
    expect(rig.world().calls).toEqual([]);
    await b.wait(ask("B", "two"));
    await rig.world().clock.advance(5_000);
    expect(first.end()).toEqual({ state: "landed" });
    expect(new Set(rig.world().calls.map(({ by }) => by))).toEqual(new Set(["b"]));
  });
});

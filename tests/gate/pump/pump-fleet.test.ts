import { describe, expect, test } from "vitest";
import { ask } from "../../support/store/gate-probe";
import { createInstance, createPumpRig } from "./pump-rig";

const rig = createPumpRig();
const never = () => new Promise<never>(() => undefined);

describe("two instances on one store", () => {
  test("share one call: the second reads the result from the cache", async () => {
    const [a, b] = [createInstance(rig.world(), "a"), createInstance(rig.world(), "b")];
    const first = await a.wait(ask("SPY", "one"));
    const second = await b.wait(ask("SPY", "two"));
    await rig.world().clock.advance(1_000);
    expect(rig.world().calls).toHaveLength(1);
    expect([first.end(), second.end()]).toEqual([{ state: "landed" }, { state: "landed" }]);
  });

  test("take over a call after hold when its instance dies", async () => {
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

  test("take over the turn after a grace when its instance dies", async () => {
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

  test("serve the waiters of a stopped instance", async () => {
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

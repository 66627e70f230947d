import { describe, expect, test } from "vitest";
import { ask } from "../support/gate-probe";
import { createInstance, createPumpRig } from "./pump-rig";

const rig = createPumpRig();
const open = () => new AbortController().signal;

/** Nineteen callers with a ticket each, and two that share a job. */
const CALLERS = Array.from({ length: 19 }, (_, index) => `c${index + 10}`);
const keyOf = (caller: string) => `v2:/tickets/S${caller}`;

describe("looks", () => {
  test("of many callers at once are one step, and each is told of its own tickets alone", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    await Promise.all(CALLERS.map((caller) => pump.enter(ask(`S${caller}`, caller))));
    const shared = keyOf("c10");
    await pump.enter(ask("Sc10", "friend"));
    await rig.world().clock.settle();
    const before = steps();
    const first = pump.look();
    const looks = await Promise.all(
      [...CALLERS, "friend", "nobody", "c1"].map((caller) => pump.look(caller)),
    );
    expect(looks.map(({ mine }) => mine.map(({ key }) => key))).toEqual([
      ...CALLERS.map((caller) => [keyOf(caller)]),
      ...[[shared], [], []],
    ]);
    expect((await first).mine).toEqual([]);
    // The first of them found nobody stepping; all that came while it was under way went together.
    expect(steps() - before).toBeLessThanOrEqual(2);
  });

  test("that can wait go with the step that is taken anyway", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const looks = CALLERS.map((caller) => pump.lookWithin(5_000, caller, open()));
    await rig.world().clock.advance(4_000);
    expect(steps()).toBe(0);
    await pump.enter(ask("Sc10", "c10"));
    const seen = await Promise.all(looks);
    expect(seen.map((look) => look?.mine.length)).toEqual([1, ...Array(18).fill(0)]);
    expect(steps()).toBe(1);
  });

  test("that waited long enough are one step of their own; then nobody steps any more", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const looks = CALLERS.map((caller) => pump.lookWithin(5_000, caller, open()));
    await rig.world().clock.advance(5_000);
    expect(await Promise.all(looks)).toHaveLength(19);
    await rig.world().clock.advance(600_000);
    expect(steps()).toBe(1);
    expect(rig.world().clock.sleepers()).toBe(0);
  });

  test("that nobody wants any more take none", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const left = new AbortController();
    const look = pump.lookWithin(5_000, "c10", left.signal);
    await rig.world().clock.advance(1_000);
    left.abort();
    expect(await look).toBeNull();
    expect(await pump.lookWithin(5_000, "c10", left.signal)).toBeNull();
    await rig.world().clock.advance(600_000);
    expect(steps()).toBe(0);
  });
});

import { describe, expect, test } from "vitest";
import { ask } from "../../support/store/gate-probe";
import { createInstance, createPumpRig } from "../pump/pump-rig";

const rig = createPumpRig();
const open = () => new AbortController().signal;

/** Nineteen callers with a ticket each, and two that share a job. */
const CALLERS = Array.from({ length: 19 }, (_, index) => `c${index + 10}`);
const keyOf = (caller: string) => `v2:/tickets/S${caller}`;

describe("snapshot reads", () => {
  test("share one step, and return each caller its own tickets", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    await Promise.all(CALLERS.map((caller) => pump.enter(ask(`S${caller}`, caller))));
    const shared = keyOf("c10");
    await pump.enter(ask("Sc10", "friend"));
    await rig.world().clock.settle();
    const before = steps();
    const first = pump.snapshot();
    const looks = await Promise.all(
      [...CALLERS, "friend", "nobody", "c1"].map((caller) => pump.snapshot(caller)),
    );
    expect(looks.map(({ mine }) => mine.map(({ key }) => key))).toEqual([
      ...CALLERS.map((caller) => [keyOf(caller)]),
      [shared],
      [],
      [],
    ]);
    expect((await first).mine).toEqual([]);
    // The first read started a step. The reads that arrived during it shared the next step.
    expect(steps() - before).toBeLessThanOrEqual(2);
  });

  test("join the next step when they can wait", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const looks = CALLERS.map((caller) => pump.snapshotWithin(5_000, caller, open()));
    await rig.world().clock.advance(4_000);
    expect(steps()).toBe(0);
    await pump.enter(ask("Sc10", "c10"));
    const seen = await Promise.all(looks);
    expect(seen.map((look) => look?.mine.length)).toEqual([1, ...Array(18).fill(0)]);
    expect(steps()).toBe(1);
  });

  test("take one step when overdue, and no further step", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const looks = CALLERS.map((caller) => pump.snapshotWithin(5_000, caller, open()));
    await rig.world().clock.advance(5_000);
    expect(await Promise.all(looks)).toHaveLength(19);
    await rig.world().clock.advance(600_000);
    expect(steps()).toBe(1);
    expect(rig.world().clock.sleepers()).toBe(0);
  });

  test("take no step when aborted", async () => {
    const { pump, steps } = createInstance(rig.world(), "a");
    const left = new AbortController();
    const look = pump.snapshotWithin(5_000, "c10", left.signal);
    await rig.world().clock.advance(1_000);
    left.abort();
    expect(await look).toBeNull();
    expect(await pump.snapshotWithin(5_000, "c10", left.signal)).toBeNull();
    await rig.world().clock.advance(600_000);
    expect(steps()).toBe(0);
  });
});

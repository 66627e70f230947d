import { describe, expect, test } from "vitest";
import { ask, landed } from "../support/gate-probe";
import { VIRTUAL_START } from "../support/virtual-time";
import { createGateRig, ended, held } from "./gate-rig";

const rig = createGateRig();

describe("settling", () => {
  test("only the holder of a grant settles: a late result after hold is fenced", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    const dead = await rig.claim();
    if (!dead) throw new Error("no grant");
    rig.time.now += 15_000;
    const second = await rig.claim();
    expect(second).toMatchObject({ key: "v2:/tickets/SPY", attempt: 2 });
    const { summary } = await rig.gate().step({ settle: [landed(dead, rig.time.now)] });
    expect(summary.flights).toHaveLength(1);
    expect(summary.slots.map(({ state }) => state)).toEqual(["unknown", "under-way"]);
  });

  test("a grant that was never sent is no try: the job stays in line", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    for (let times = 0; times < 5; times += 1) {
      const grant = held(await rig.claim());
      expect(grant.attempt).toBe(1);
      await rig
        .gate()
        .step({ settle: [{ ...ended(grant, "none"), slot: "unsent", job: "again" }] });
      rig.time.now += 250;
    }
  });

  test("a job whose callers die three times fails with a reason, and the line moves", async () => {
    await rig.gate().step({ enter: [ask("SPY", "one", { priority: 1 })] });
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await rig.claim())?.key).toBe("v2:/tickets/SPY");
      rig.time.now += 15_000;
    }
    await rig.gate().step({ enter: [ask("QQQ")] });
    expect((await rig.claim())?.key).toBe("v2:/tickets/QQQ");
    const { entered } = await rig.gate().step({ enter: [ask("SPY", "two")] });
    expect(entered[0]).toMatchObject({ kind: "negative", problem: "upstream-timeout" });
  });
});

describe("the turn", () => {
  test("one instance claims; the others sleep past its wake, and take over when it is overdue", async () => {
    await rig.fillWindow(21);
    const holder = await rig.gate().step({ room: 6 });
    const other = rig.another();
    const sleeper = await other.step({ room: 6 });
    expect(sleeper.sleepUntil).toBe(holder.sleepUntil + 1_000);
    // Nobody settled: what was expected to be free at the wake is free only after hold.
    rig.time.now = VIRTUAL_START + 15_000 + 60_100;
    expect(await rig.claim(other)).not.toBeNull();
  });

  test("an instance without room gives the turn away", async () => {
    await rig.gate().step({ enter: [ask("A"), ask("B")], room: 1 });
    rig.time.now += 250;
    expect((await rig.claim(rig.another()))?.key).toBe("v2:/tickets/B");
  });
});

import { describe, expect, test } from "vitest";
import { ask, landed } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig, ended, held } from "../gate-rig";

const rig = createGateRig();

describe("settling", () => {
  test("accepts only the grant's instance; late results are ignored", async () => {
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

  test("does not count an unsent grant as a try", async () => {
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

  test("fails a job with a reason after three calls without an end", async () => {
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
  test("lets one instance claim; others take over when overdue", async () => {
    await rig.fillWindow(21);
    const holder = await rig.gate().step({ room: 6 });
    const other = rig.another();
    const sleeper = await other.step({ room: 6 });
    expect(sleeper.sleepUntil).toBe(holder.sleepUntil + 1_000);
    // No call was settled, so slots are free only after hold and the window.
    rig.time.now = VIRTUAL_START + 15_000 + 60_100;
    expect(await rig.claim(other)).not.toBeNull();
  });

  test("passes from an instance that cannot make more calls", async () => {
    await rig.gate().step({ enter: [ask("A"), ask("B")], room: 1 });
    rig.time.now += 250;
    expect((await rig.claim(rig.another()))?.key).toBe("v2:/tickets/B");
  });
});

import { describe, expect, test } from "vitest";
import { ask, landed, limitOf } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

/** Claims and settles this many calls, one spacing apart. Returns their callers. */
async function serve(calls: number): Promise<string[]> {
  const served: string[] = [];
  for (let call = 0; call < calls; call += 1) {
    const grant = await rig.claim();
    if (!grant) throw new Error("no call was granted");
    served.push(grant.caller);
    await rig.gate().step({ settle: [landed(grant, rig.time.now)] });
    rig.time.now += 250;
  }
  return served;
}

const many = (caller: string, count: number, overrides = {}) =>
  Array.from({ length: count }, (_, index) => ask(`${caller}${index}`, caller, overrides));
const count = (served: string[], caller: string) => served.filter((name) => name === caller).length;

describe("rounds", () => {
  test("give a waiting and a new caller equal shares at once", async () => {
    await rig.another({ limitsAround: limitOf(200) }).step({});
    await rig.gate().step({ enter: many("old", 30) });
    await serve(10);
    await rig.gate().step({ enter: many("new", 30) });
    const served = await serve(10);
    expect([count(served, "old"), count(served, "new")]).toEqual([5, 5]);
  });

  test("give an absent caller no credit", async () => {
    await rig.gate().step({ enter: [...many("here", 8), ...many("away", 1)] });
    await serve(5);
    await rig.gate().step({ enter: many("away", 6).slice(1) });
    const served = await serve(4);
    expect(count(served, "away")).toBe(2);
  });

  test("give three callers a third each, whatever they queued", async () => {
    await rig.gate().step({ enter: [...many("a", 20), ...many("b", 10), ...many("c", 6)] });
    const served = await serve(15);
    expect(["a", "b", "c"].map((caller) => count(served, caller))).toEqual([5, 5, 5]);
  });

  test("do not delay a click by the caller's own scan", async () => {
    await rig.gate().step({ enter: many("mine", 4, { priority: 8 }) });
    await serve(1);
    await rig.gate().step({
      enter: [ask("OTHER", "other", { priority: 3 }), ask("CLICK", "mine", { priority: 2 })],
    });
    expect(await serve(1)).toEqual(["mine"]);
  });

  test("serve due jobs first, lowest score first", async () => {
    await rig.gate().step({
      enter: [ask("LATE", "late", { priority: 6 }), ask("LATER", "later", { priority: 6 })],
    });
    // The scores are 60 s after entry, so these jobs are due now.
    rig.time.now += 60_000;
    await rig.gate().step({ enter: [ask("URGENT", "urgent", { priority: 1 })] });
    expect(await serve(3)).toEqual(["late", "later", "urgent"]);
  });

  test("move only the job that a more urgent ticket joins", async () => {
    await rig.gate().step({ enter: [...many("slow", 3, { priority: 6 }), ask("MID", "mid")] });
    await rig.gate().step({ enter: [ask("slow2", "urgent", { priority: 1 })] });
    expect((await rig.claim())?.key).toBe("v2:/tickets/slow2");
    rig.time.now += 250;
    expect(await serve(2)).toEqual(["mid", "slow"]);
  });
});

import { describe, expect, test } from "vitest";
import { ask, GATE_KEY } from "../support/gate-probe";
import { createGateRig } from "./gate-rig";

const rig = createGateRig();

describe("lost state", () => {
  test("a state that is missing counts as a full window for the longest hold and a window", async () => {
    const real = rig.another({ startsEmpty: false });
    await real.step({ enter: [ask("SPY")] });
    rig.time.now += 87_099;
    expect(await rig.claim(real)).toBeNull();
    rig.time.now += 1;
    expect(await rig.claim(real)).not.toBeNull();
  });

  test("an emptied store that this instance has seen full counts as full, even the demo's", async () => {
    await rig.gate().step({ enter: [ask("SPY")], room: 6 });
    await rig.store().redis.del(GATE_KEY);
    const { entered, grants } = await rig.gate().step({ enter: [ask("QQQ")], room: 6 });
    expect(entered[0]?.kind).toBe("queued");
    expect(grants).toEqual([]);
    rig.time.now += 87_100;
    expect(await rig.claim()).not.toBeNull();
  });

  test("a state behind what a signed ticket has seen has lost writes", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    const other = rig.another();
    expect((await other.step({ seen: rig.time.now + 50, room: 6 })).grants).toEqual([]);
    rig.time.now += 87_100;
    expect(await rig.claim(other)).not.toBeNull();
  });

  test("a store's clock an hour back counts as lost, and the work goes on after a full window", async () => {
    await rig.fillWindow(3);
    await rig.gate().step({ enter: [ask("LATE")] });
    const other = rig.another();
    rig.time.now -= 3_600_000;
    expect(await rig.claim(other)).toBeNull();
    rig.time.now += 87_100;
    expect((await rig.claim(other))?.key).toBe("v2:/tickets/S0");
  });

  test("an unreadable state is a lost one", async () => {
    await rig.store().redis.set(GATE_KEY, "not a state");
    await rig.gate().step({ enter: [ask("SPY")] });
    expect(await rig.claim()).toBeNull();
    rig.time.now += 87_100;
    expect(await rig.claim()).not.toBeNull();
  });
});

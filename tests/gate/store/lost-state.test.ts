import { describe, expect, test } from "vitest";
import type { Gate } from "@/lib/gate/create-gate";
import { ask, GATE_KEY, landed } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

describe("lost state", () => {
  test("counts as full for the longest hold and a window", async () => {
    const real = rig.another({ startsEmpty: false });
    await real.step({ enter: [ask("SPY")] });
    rig.time.now += 87_099;
    expect(await rig.claim(real)).toBeNull();
    rig.time.now += 1;
    expect(await rig.claim(real)).not.toBeNull();
  });

  test("counts an emptied store as full, even for the demo", async () => {
    await rig.gate().step({ enter: [ask("SPY")], room: 6 });
    await rig.store().redis.del(GATE_KEY);
    const { entered, grants } = await rig.gate().step({ enter: [ask("QQQ")], room: 6 });
    expect(entered[0]?.kind).toBe("queued");
    expect(grants).toEqual([]);
    rig.time.now += 87_100;
    expect(await rig.claim()).not.toBeNull();
  });

  test("detects lost writes by a signed ticket", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    const other = rig.another();
    expect((await other.step({ seen: rig.time.now + 50, room: 6 })).grants).toEqual([]);
    rig.time.now += 87_100;
    expect(await rig.claim(other)).not.toBeNull();
  });

  test("resumes after a full window when the clock goes back 1 h", async () => {
    await rig.fillWindow(3);
    await rig.gate().step({ enter: [ask("LATE")] });
    const other = rig.another();
    rig.time.now -= 3_600_000;
    expect(await rig.claim(other)).toBeNull();
    rig.time.now += 87_100;
    expect((await rig.claim(other))?.key).toBe("v2:/tickets/S0");
  });

  test("treats results after the clock went back as newer", async () => {
    const before = rig.time.now;
    await rig.gate().step({ enter: [ask("SPY", "one")] });
    rig.time.now -= 3_600_000;
    await rig.gate().step({});
    rig.time.now += 87_100;
    const grant = await rig.claim();
    if (!grant) throw new Error("no grant");
    await rig.gate().step({ settle: [landed(grant, rig.time.now)] });
    const asked = { ifNewerThan: before, issuedAt: before };
    const { entered } = await rig
      .gate()
      .step({ enter: [ask("SPY", "one", asked), ask("QQQ", "two", asked)] });
    expect(entered[0]).toEqual({ kind: "landed", at: rig.time.now });
    expect(entered[1]).toMatchObject({ kind: "queued", new: true });
  });

  test.each<[string, (gate: Gate) => Promise<unknown>]>([
    ["an admin's pause", (gate) => gate.step({ control: [{ kind: "hold", window: "account" }] })],
    ["a lowered limit", (gate) => gate.step({ control: [{ kind: "limit", limit: 1 }] })],
    ["a breaker that opened", () => rig.call("limited", { retryAfter: 600_000 })],
  ])("counts as full after the store lost %s", async (_, act) => {
    await rig.gate().step({});
    const raw = rig.store().raw;
    const copy = await raw?.read(GATE_KEY);
    await act(rig.gate());
    if (copy) await raw?.write(GATE_KEY, copy);
    rig.time.now += 250;
    expect((await rig.gate().step({ enter: [ask("SPY")], room: 6 })).grants).toEqual([]);
    rig.time.now += 87_100;
    expect(await rig.claim()).not.toBeNull();
  });

  test("counts an unreadable state as lost", async () => {
    await rig.store().redis.set(GATE_KEY, "not a state");
    await rig.gate().step({ enter: [ask("SPY")] });
    expect(await rig.claim()).toBeNull();
    rig.time.now += 87_100;
    expect(await rig.claim()).not.toBeNull();
  });
});

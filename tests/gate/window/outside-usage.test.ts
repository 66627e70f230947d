import { describe, expect, test } from "vitest";
import { limitOf } from "../../support/store/gate-probe";
import { createGateRig, ended, held } from "../gate-rig";

const MINUTE = 60_000;
const rig = createGateRig();

/** Waits until the breaker allows a probe, and answers it. */
async function recover(): Promise<void> {
  rig.time.now = (await rig.window()).untilAt - 250;
  await rig.call("answered");
}

describe("outside usage", () => {
  test("lowers the limit after a refusal within the limit", async () => {
    await rig.call("limited");
    expect(await rig.window()).toMatchObject({ limit: 18, steps: 1, outsideAt: rig.time.now });
  });

  test("includes refusals when the window is full by our record", async () => {
    const grants = await rig.fillWindow(20);
    await rig.gate().step({ settle: [ended(held(grants[19]), "limited")] });
    expect(await rig.window()).toMatchObject({ state: "open", limit: 18 });
  });

  test("excludes refusals after the limit was lowered", async () => {
    const grants = await rig.fillWindow(10);
    await rig.gate().step({ control: [{ kind: "limit", limit: 5 }] });
    await rig.gate().step({ settle: [ended(held(grants[9]), "limited")] });
    expect(await rig.window()).toMatchObject({ state: "open", limit: 5, outsideAt: 0 });
  });

  test("takes one step for all calls in flight, none for a probe", async () => {
    const grants = await rig.fillWindow(6);
    await rig.gate().step({ settle: grants.map((grant) => ended(grant, "limited")) });
    expect((await rig.window()).limit).toBe(18);
    rig.time.now = (await rig.window()).untilAt - 250;
    await rig.call("limited");
    expect((await rig.window()).limit).toBe(18);
  });

  test("gives a step back after twenty clean windows", async () => {
    await rig.call("limited");
    await recover();
    rig.time.now += 19 * MINUTE - 1_000;
    expect((await rig.window()).limit).toBe(18);
    rig.time.now += 1_000;
    expect((await rig.window()).limit).toBe(20);
  });

  test("doubles the time to win a step back, up to two hours", async () => {
    for (const minutes of [20, 40, 80, 120, 120]) {
      await rig.call("limited", { retryAfter: 1_000 });
      const steppedAt = rig.time.now;
      await recover();
      rig.time.now = steppedAt + minutes * MINUTE - 1;
      expect((await rig.window()).limit).toBe(18);
      rig.time.now += 1;
      expect((await rig.window()).limit).toBe(20);
    }
  });

  test("is forgotten after four clean hours", async () => {
    await rig.call("limited", { retryAfter: 1_000 });
    await recover();
    rig.time.now += 240 * MINUTE;
    await rig.window();
    await rig.call("limited", { retryAfter: 1_000 });
    const steppedAt = rig.time.now;
    await recover();
    rig.time.now = steppedAt + 20 * MINUTE;
    expect((await rig.window()).limit).toBe(20);
  });

  test("never lowers the limit below two", async () => {
    for (let times = 0; times < 15; times += 1) {
      await rig.call("limited", { retryAfter: 1_000 });
      await recover();
      // By now the ramp is over and every slot is free.
      rig.time.now += 2 * MINUTE;
    }
    expect((await rig.window()).limit).toBe(2);
  });

  test("lowers only the expensive window", async () => {
    const five = rig.another({ limitsAround: limitOf(20, { expensive: 5 }) });
    await five.step({});
    await rig.call("limited", { window: "expensive" });
    expect((await rig.window("expensive")).limit).toBe(4);
    expect((await rig.window()).limit).toBe(20);
  });

  test("is ignored while our own record is new", async () => {
    const real = rig.another({ startsEmpty: false });
    await rig.fillWindow(1);
    const [grant] = await rig.fillWindow(2);
    await real.step({ seen: rig.time.now + 1_000_000 });
    await rig.gate().step({ settle: [ended(held(grant), "limited")] });
    expect((await rig.window()).outsideAt).toBe(0);
  });
});

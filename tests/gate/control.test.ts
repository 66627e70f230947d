import { describe, expect, test } from "vitest";
import type { Control } from "@/lib/gate/step";
import { ask } from "../support/gate-probe";
import { createGateRig } from "./gate-rig";

const MINUTE = 60_000;
const rig = createGateRig();

describe("an admin", () => {
  test("holds a class and releases it: nothing of it goes, asks are told, the rest goes on", async () => {
    await rig.gate().step({ control: [{ kind: "hold", window: "realtime" }] });
    const { entered } = await rig
      .gate()
      .step({ enter: [ask("A", "a", { window: "realtime" }), ask("B", "b")] });
    expect(entered[0]).toMatchObject({ kind: "open", reason: "held" });
    expect((await rig.claim())?.key).toBe("v2:/tickets/B");
    expect((await rig.window("realtime")).state).toBe("held");
    rig.time.now += 10 * MINUTE;
    await rig.gate().step({ control: [{ kind: "release", window: "realtime" }] });
    await rig.call("answered", { window: "realtime" });
  });

  test("holds the account: everything waits, and goes on when released", async () => {
    await rig.gate().step({ enter: [ask("A")] });
    await rig.gate().step({ control: [{ kind: "hold", window: "account" }] });
    rig.time.now += 100_000;
    expect(await rig.claim()).toBeNull();
    await rig.gate().step({ control: [{ kind: "release", window: "account" }] });
    expect(await rig.claim()).not.toBeNull();
  });

  test.each<Control>([
    { kind: "hold", window: "account" },
    { kind: "limit", limit: 1 },
  ])("who lets go what was held back is noticed within a twelfth of a window: %o", async (act) => {
    await rig.gate().step({ enter: [ask("A"), ask("B")], control: [act], room: 6 });
    rig.time.now += 250;
    const { sleepUntil, now } = await rig.gate().step({ room: 6 });
    expect(sleepUntil - now).toBeLessThanOrEqual(MINUTE / 12);
  });

  test("lowers the limit, never above the configured one, and takes it back", async () => {
    await rig.gate().step({ control: [{ kind: "limit", limit: 3 }] });
    expect(await rig.fillWindow(6)).toHaveLength(3);
    await rig.gate().step({ control: [{ kind: "limit", limit: 500 }] });
    expect((await rig.window()).limit).toBe(20);
    await rig.gate().step({ control: [{ kind: "limit", limit: 0 }] });
    expect((await rig.window()).limit).toBe(20);
  });
});

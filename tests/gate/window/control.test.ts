import { describe, expect, test } from "vitest";
import { nextSlotInMs, quoteAll } from "@/lib/gate/quote/quote";
import type { Control } from "@/lib/gate/step";
import { ask } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const MINUTE = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const rig = createGateRig();

describe("an admin", () => {
  test("pauses and resumes one window; the others continue", async () => {
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

  test("pauses the main window: all calls wait until resumed", async () => {
    await rig.gate().step({ enter: [ask("A")] });
    await rig.gate().step({ control: [{ kind: "hold", window: "account" }] });
    rig.time.now += 100_000;
    expect(await rig.claim()).toBeNull();
    await rig.gate().step({ control: [{ kind: "release", window: "account" }] });
    expect(await rig.claim()).not.toBeNull();
  });

  test("sees no end of a pause that has none", async () => {
    const { entered } = await rig.gate().step({ enter: [ask("A")] });
    const job = entered[0] && "job" in entered[0] ? entered[0].job : 0;
    const { summary, now } = await rig
      .gate()
      .step({ control: [{ kind: "hold", window: "account" }] });
    expect(summary.windows.account).toMatchObject({ since: now, untilAt: NEVER });
    expect(quoteAll(summary, now).get(job)).toMatchObject({
      waitMs: NEVER,
      landsInMs: NEVER,
      stuck: { why: "held", since: now },
    });
    expect(nextSlotInMs(summary, now)).toBe(NEVER);
    const refused = await rig
      .gate()
      .step({ enter: [ask("B", "b", { maxBreakerWaitMs: 10 * MINUTE })] });
    expect(refused.entered[0]).toMatchObject({ kind: "open", untilAt: NEVER, since: now });
  });

  test("sees when a timed pause ends by itself", async () => {
    await rig.gate().step({ enter: [ask("A")] });
    const hold = { kind: "hold", window: "account", forMs: 5 * MINUTE } as const;
    const { summary, now } = await rig.gate().step({ control: [hold] });
    expect(summary.windows.account).toMatchObject({ state: "held", untilAt: now + 5 * MINUTE });
    expect(nextSlotInMs(summary, now)).toBeGreaterThanOrEqual(5 * MINUTE);
    // A request that waits longer than the pause is queued.
    const patient = ask("B", "b", { maxBreakerWaitMs: 6 * MINUTE });
    const hasty = ask("C", "c", { maxBreakerWaitMs: 4 * MINUTE });
    const { entered } = await rig.gate().step({ enter: [patient, hasty] });
    expect(entered.map(({ kind }) => kind)).toEqual(["queued", "open"]);
    rig.time.now += 5 * MINUTE - 1;
    expect(await rig.claim()).toBeNull();
    rig.time.now += 1;
    expect(await rig.claim()).not.toBeNull();
    expect((await rig.window()).state).toBe("closed");
    // Calls ramp up, as after any stop.
    expect((await rig.window()).rampFrom).toBe(rig.time.now);
  });

  test("can change the length of a pause, or remove it", async () => {
    const hold = (forMs?: number) =>
      rig.gate().step({
        control: [{ kind: "hold", window: "account", ...(forMs === undefined ? {} : { forMs }) }],
      });
    const since = (await hold(MINUTE)).now;
    rig.time.now += 30_000;
    const longer = await hold(2 * MINUTE);
    expect(longer.summary.windows.account).toMatchObject({
      since,
      untilAt: longer.now + 2 * MINUTE,
    });
    await hold();
    rig.time.now += 60 * MINUTE;
    expect((await rig.window()).state).toBe("held");
  });

  test.each<Control>([
    { kind: "hold", window: "account" },
    { kind: "limit", limit: 1 },
  ])("resumes calls within 1/12 window: %o", async (act) => {
    await rig.gate().step({ enter: [ask("A"), ask("B")], control: [act], room: 6 });
    rig.time.now += 250;
    const { sleepUntil, now } = await rig.gate().step({ room: 6 });
    expect(sleepUntil - now).toBeLessThanOrEqual(MINUTE / 12);
  });

  test("lowers the limit, never above the configured one", async () => {
    await rig.gate().step({ control: [{ kind: "limit", limit: 3 }] });
    expect(await rig.fillWindow(6)).toHaveLength(3);
    await rig.gate().step({ control: [{ kind: "limit", limit: 500 }] });
    expect((await rig.window()).limit).toBe(20);
    await rig.gate().step({ control: [{ kind: "limit", limit: 0 }] });
    expect((await rig.window()).limit).toBe(20);
  });
});

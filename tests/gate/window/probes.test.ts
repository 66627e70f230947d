import { describe, expect, test } from "vitest";
import { breakerFor } from "@/lib/contract/quota/window-use";
import type { Grant, Settlement } from "@/lib/gate/step";
import { ask, chargesOf, landed, NO_GRANT } from "../../support/store/gate-probe";
import { createGateRig, ended, held } from "../gate-rig";

const MINUTE = 60_000;
const rig = createGateRig();

describe("the breakers", () => {
  test("open only the expensive window on its limit answer", async () => {
    await rig.call("limited", { window: "expensive" });
    expect((await rig.window("expensive")).state).toBe("open");
    expect((await rig.window()).state).toBe("closed");
    await rig.call("answered");
  });

  test("let any call probe a half-open main window", async () => {
    await rig.call("limited", { retryAfter: 30_000 });
    rig.time.now += 30_000;
    await rig.call("answered", { window: "realtime" });
    expect((await rig.window()).state).toBe("closed");
  });

  test("report the breaker that stays open longer, and why", async () => {
    await rig.call("not-allowed", { window: "realtime" });
    await rig.call("limited", { retryAfter: 5_000 });
    const hurried = ask("X", "x", { window: "realtime", maxBreakerWaitMs: 10_000 });
    const { entered, summary } = await rig.gate().step({ enter: [hurried] });
    expect(entered[0]).toMatchObject({ kind: "open", reason: "not-allowed" });
    expect(breakerFor(summary, chargesOf("realtime"))).toMatchObject({ reason: "not-allowed" });
    expect(breakerFor(summary, chargesOf("account"))).toMatchObject({ reason: "limited" });
  });

  test("allow one probe at a time in all windows", async () => {
    await rig.call("limited", { retryAfter: 30_000 });
    rig.time.now += 30_000;
    await rig.gate().step({ enter: [ask("A", "a"), ask("B", "b", { window: "realtime" })] });
    expect(await rig.claim()).not.toBeNull();
    rig.time.now += 250;
    expect(await rig.claim()).toBeNull();
  });
});

describe("a call granted before the breaker opened", () => {
  const MORE = 250;
  const settle = (grant: Grant, verdict: Settlement["verdict"], retryAfter = 0) =>
    rig.gate().step({ settle: [ended(grant, verdict, retryAfter)] });

  /** Starts two calls. The first is rate-limited for a second, and then a probe is granted. */
  async function twoOfWhichOneIsRefused() {
    await rig.gate().step({ enter: ["A", "B", "P", "Q"].map((symbol) => ask(symbol)) });
    const first = held(await rig.claim());
    rig.time.now += MORE;
    const late = held(await rig.claim());
    await settle(first, "limited", 1_000);
    rig.time.now += 1_000;
    return { late, probe: held(await rig.claim()) };
  }

  test.each(["limited", "failing", "not-allowed"] as const)(
    "ends no probe when settled late as %s",
    async (verdict) => {
      const { late } = await twoOfWhichOneIsRefused();
      rig.time.now += MORE;
      await settle(late, verdict, 1_000);
      for (let looks = 0; looks < 8; looks += 1) {
        rig.time.now += MORE;
        expect(await rig.claim()).toBeNull();
      }
      expect((await rig.window()).state).toBe("half-open");
    },
  );

  test("changes nothing when limited after the probe's answer", async () => {
    const { late, probe } = await twoOfWhichOneIsRefused();
    await settle(probe, "answered");
    const before = await rig.window();
    expect(before).toMatchObject({ state: "closed", steps: 1 });
    await settle(late, "limited", 60_000);
    expect(await rig.window()).toEqual(before);
  });

  test("lengthens the current stop", async () => {
    await rig.gate().step({ enter: [ask("A"), ask("B")] });
    const first = held(await rig.claim());
    rig.time.now += MORE;
    const late = held(await rig.claim());
    await settle(first, "limited", 1_000);
    await settle(late, "limited", 30_000);
    const { state, untilAt, steps } = await rig.window();
    expect([state, untilAt - rig.time.now, steps]).toEqual(["open", 30_000, 1]);
  });
});

describe("a breaker that has closed", () => {
  test("ramps up from one call to the limit after a window", async () => {
    await rig.call("limited", { retryAfter: 1_000 });
    rig.time.now += 1_000 - 250;
    await rig.call("answered");
    const closedAt = rig.time.now;
    const enter = Array.from({ length: 30 }, (_, index) => ask(`R${index}`));
    await rig.gate().step({ enter });
    const wentAt: number[] = [];
    while (rig.time.now < closedAt + MINUTE) {
      const grant = await rig.claim();
      if (grant) {
        wentAt.push(rig.time.now - closedAt);
        await rig.gate().step({ settle: [landed(grant, rig.time.now)] });
      }
      rig.time.now += 250;
    }
    expect(wentAt.length).toBeLessThanOrEqual(18);
    expect(wentAt.length).toBeGreaterThanOrEqual(16);
    // Outside usage has lowered the limit to 18. The ramp grants one call at once, then one each
    // 1/17 of a window.
    for (const [index, at] of wentAt.entries()) {
      expect(at).toBeGreaterThanOrEqual((index * MINUTE) / 17);
    }
  });

  test("probes with the next call when a probe was never sent", async () => {
    await rig.call("limited", { retryAfter: 1_000 });
    rig.time.now += 1_000;
    await rig.gate().step({ enter: [ask("A"), ask("B")] });
    const probe = held(await rig.claim());
    const unsent = { ...ended(probe, "none"), slot: "unsent", job: "again" } as const;
    rig.time.now += 250;
    const { grants } = await rig.gate().step({ settle: [unsent], room: 6 });
    expect(grants).toHaveLength(1);
    expect(grants[0]?.grant).not.toBe(NO_GRANT.grant);
  });
});

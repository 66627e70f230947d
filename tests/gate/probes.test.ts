import { describe, expect, test } from "vitest";
import type { Grant, Settlement } from "@/lib/gate/step";
import { breakerFor } from "@/lib/gate/summary";
import { ask, landed, NO_GRANT } from "../support/gate-probe";
import { createGateRig, ended, held } from "./gate-rig";

const MINUTE = 60_000;
const rig = createGateRig();

describe("the classes", () => {
  test("a limit answer to an expensive call closes only the expensive window", async () => {
    await rig.call("limited", { window: "expensive" });
    expect((await rig.window("expensive")).state).toBe("open");
    expect((await rig.window()).state).toBe("closed");
    await rig.call("answered");
  });

  test("while the account's is half-open any call can be its probe, and what it tells of the upstream counts", async () => {
    await rig.call("limited", { retryAfter: 30_000 });
    rig.time.now += 30_000;
    await rig.call("answered", { window: "realtime" });
    expect((await rig.window()).state).toBe("closed");
  });

  test("of two that are open the longer one is told, and its reason", async () => {
    await rig.call("not-allowed", { window: "realtime" });
    await rig.call("limited", { retryAfter: 5_000 });
    const hurried = ask("X", "x", { window: "realtime", patience: 10_000 });
    const { entered, summary } = await rig.gate().step({ enter: [hurried] });
    expect(entered[0]).toMatchObject({ kind: "open", reason: "not-allowed" });
    expect(breakerFor(summary, "realtime").reason).toBe("not-allowed");
    expect(breakerFor(summary, "account").reason).toBe("limited");
  });

  test("one probe at a time, whatever the class", async () => {
    await rig.call("limited", { retryAfter: 30_000 });
    rig.time.now += 30_000;
    await rig.gate().step({ enter: [ask("A", "a"), ask("B", "b", { window: "realtime" })] });
    expect(await rig.claim()).not.toBeNull();
    rig.time.now += 250;
    expect(await rig.claim()).toBeNull();
  });
});

describe("a call that went before it opened", () => {
  const MORE = 250;
  const settle = (grant: Grant, verdict: Settlement["verdict"], retryAfter = 0) =>
    rig.gate().step({ settle: [ended(grant, verdict, retryAfter)] });

  /** Two calls under way, the first of which is refused for a second. */
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
    "and is told %s late ends no probe: nobody probes beside it",
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

  test("and is refused after the probe was answered neither opens it again nor takes a step", async () => {
    const { late, probe } = await twoOfWhichOneIsRefused();
    await settle(probe, "answered");
    const before = await rig.window();
    expect(before).toMatchObject({ state: "closed", steps: 1 });
    await settle(late, "limited", 60_000);
    expect(await rig.window()).toEqual(before);
  });

  test("keeps it open for longer while it is open", async () => {
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

describe("after it closed", () => {
  test("one call goes, then more and more, the limit after a window", async () => {
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
    // One at once; each next a seventeenth of a window after the one before, to the next look:
    // outside usage has lowered the limit to 18.
    for (const [index, at] of wentAt.entries()) {
      expect(at).toBeGreaterThanOrEqual((index * MINUTE) / 17);
    }
  });

  test("a probe that was never sent is nobody's: the next call probes", async () => {
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

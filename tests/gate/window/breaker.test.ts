import { describe, expect, test } from "vitest";
import { ask, landed } from "../../support/store/gate-probe";
import { createGateRig, ended, held } from "../gate-rig";

const MINUTE = 60_000;
const rig = createGateRig();

describe("a limit answer", () => {
  test("opens until Retry-After, probes once, then closes", async () => {
    const [first] = await rig.fillWindow(3);
    await rig.gate().step({ settle: [{ ...ended(held(first), "limited", 30_000), job: "again" }] });
    expect(await rig.window()).toMatchObject({
      state: "open",
      reason: "limited",
      untilAt: rig.time.now + 30_000,
    });
    rig.time.now += 29_999;
    expect(await rig.claim()).toBeNull();
    rig.time.now += 1;
    const probe = await rig.claim();
    expect(probe).not.toBeNull();
    rig.time.now += 1_000;
    expect(await rig.claim(rig.another())).toBeNull();
    expect(await rig.claim()).toBeNull();
    await rig.gate().step({ settle: [landed(held(probe), rig.time.now)] });
    expect((await rig.window()).state).toBe("closed");
  });

  test("opens for a window without Retry-After, then doubles", async () => {
    await rig.call("limited");
    for (const minutes of [1, 2, 4, 8, 10, 10]) {
      const { untilAt } = await rig.window();
      expect(untilAt).toBe(rig.time.now + minutes * MINUTE);
      rig.time.now = untilAt - 250;
      await rig.call("limited");
    }
  });

  test("opens as long as Retry-After says, up to an hour", async () => {
    await rig.call("limited", { retryAfter: 15 * MINUTE });
    expect((await rig.window()).untilAt).toBe(rig.time.now + 15 * MINUTE);
    rig.time.now += 15 * MINUTE - 250;
    await rig.call("limited", { retryAfter: 24 * 60 * MINUTE });
    expect((await rig.window()).untilAt).toBe(rig.time.now + 60 * MINUTE);
  });
});

describe("a stop", () => {
  test("keeps its start time when probes fail", async () => {
    await rig.gate().step({});
    expect((await rig.window()).stoppedAt).toBe(0);
    await rig.call("limited");
    const { stoppedAt, untilAt } = await rig.window();
    expect(stoppedAt).toBe(rig.time.now);
    rig.time.now = untilAt - 250;
    await rig.call("limited");
    const again = await rig.window();
    expect(again.since).toBeGreaterThan(stoppedAt);
    expect(again.stoppedAt).toBe(stoppedAt);
    rig.time.now = again.untilAt;
    await rig.call("answered");
    expect(await rig.window()).toMatchObject({ state: "closed", stoppedAt: 0 });
  });

  test("starts when an admin pauses calls", async () => {
    await rig.gate().step({ control: [{ kind: "hold", window: "account" }] });
    expect(await rig.window()).toMatchObject({ state: "held", stoppedAt: rig.time.now });
  });
});

describe("a failing upstream", () => {
  test("opens for 1/12 window after five failures in a row", async () => {
    for (let failures = 0; failures < 5; failures += 1) {
      expect((await rig.window()).state).toBe("closed");
      await rig.call("failing");
    }
    for (const seconds of [5, 10, 20, 40]) {
      const { state, reason, untilAt } = await rig.window();
      expect({ state, reason }).toEqual({ state: "open", reason: "failing" });
      expect(untilAt).toBe(rig.time.now + seconds * 1_000);
      rig.time.now = untilAt - 250;
      await rig.call("failing");
    }
  });

  test("opens when half of the last twenty calls failed", async () => {
    const roomy = Array.from({ length: 19 }, (_, index) => index % 2 === 0);
    for (const fails of roomy) await rig.call(fails ? "failing" : "answered");
    expect((await rig.window()).state).toBe("open");
  });

  test("stays closed after fewer failures", async () => {
    for (let calls = 0; calls < 16; calls += 1) {
      await rig.call(calls % 4 === 0 ? "failing" : calls % 4 === 1 ? "answered" : "none");
    }
    expect((await rig.window()).state).toBe("closed");
  });

  test("counts only the last twenty calls", async () => {
    const calls = "F..F.F.F.F.F.F.F.F..F";
    for (const call of calls) {
      await rig.call(call === "F" ? "failing" : "answered");
      rig.time.now += 4_000;
    }
    expect(calls.slice(1).split("F").length - 1).toBe(9);
    expect((await rig.window()).state).toBe("closed");
  });

  test("counts each call once, even if settled twice", async () => {
    await rig.gate().step({ enter: [ask("SPY")] });
    const grant = held(await rig.claim());
    const settlement = { ...ended(grant, "failing"), slot: "unknown" } as const;
    for (let times = 0; times < 6; times += 1) await rig.gate().step({ settle: [settlement] });
    expect((await rig.window()).state).toBe("closed");
  });
});

describe("refused access", () => {
  test("stops only its window for ten windows and fails its jobs", async () => {
    const expensive = { window: "expensive" } as const;
    await rig.gate().step({
      enter: [ask("A", "a", expensive), ask("B", "b", expensive), ask("C", "c")],
    });
    const grant = held(await rig.claim());
    await rig
      .gate()
      .step({ settle: [{ ...ended(grant, "not-allowed"), problem: "upstream-auth" }] });
    const { state, reason, untilAt } = await rig.window("expensive");
    expect({ state, reason }).toEqual({ state: "open", reason: "not-allowed" });
    expect(untilAt).toBe(rig.time.now + 10 * MINUTE);
    const { entered } = await rig
      .gate()
      .step({ enter: [ask("B", "late", expensive), ask("D", "d", expensive)] });
    expect(entered[0]).toMatchObject({ kind: "negative", problem: "upstream-auth" });
    expect(entered[1]).toMatchObject({ kind: "queued" });
    rig.time.now += 250;
    expect((await rig.claim())?.key).toBe("v2:/tickets/C");
    rig.time.now += 250;
    expect(await rig.claim()).toBeNull();
  });

  test("is the reported reason while it lasts", async () => {
    const curves = { window: "expensive" } as const;
    const { entered } = await rig
      .gate()
      .step({ enter: [ask("A", "a", curves), ask("B", "b", curves)] });
    const resume = entered[1]?.kind === "queued" ? entered[1].since : 0;
    await rig.gate().step({ settle: [ended(held(await rig.claim()), "not-allowed")] });
    rig.time.now += 9 * MINUTE;
    const later = await rig
      .gate()
      .step({ enter: [ask("B", "b", { ...curves, issuedAt: resume })] });
    expect(later.entered[0]).toMatchObject({ kind: "negative", problem: "upstream-auth" });
  });

  test("lets the next call probe after one symbol's refusal", async () => {
    await rig.call("limited", { retryAfter: 5_000 });
    rig.time.now += 5_000;
    await rig.call("not-allowed");
    expect((await rig.window()).state).toBe("half-open");
    await rig.call("not-allowed");
    expect(await rig.window()).toMatchObject({ state: "open", reason: "credentials" });
    rig.time.now += 10 * MINUTE;
    await rig.call("not-allowed");
    expect(await rig.window()).toMatchObject({ state: "open", reason: "credentials" });
  });

  test("stops all calls only after two refused summaries", async () => {
    await rig.call("not-allowed");
    await rig.call("answered");
    await rig.call("not-allowed");
    expect((await rig.window()).state).toBe("closed");
    await rig.call("not-allowed");
    expect(await rig.window()).toMatchObject({ state: "open", reason: "credentials" });
    await rig.gate().step({ enter: [ask("X", "x", { window: "expensive" })] });
    rig.time.now += 10 * MINUTE - 1;
    expect(await rig.claim()).toBeNull();
  });
});

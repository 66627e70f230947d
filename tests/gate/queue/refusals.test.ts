import { describe, expect, test } from "vitest";
import type { Gate } from "@/lib/gate/create-gate";
import type { Grant, Settlement } from "@/lib/gate/step";
import { ask, landed, type ProbeWindow } from "../../support/store/gate-probe";
import { createGateRig, held } from "../gate-rig";

const rig = createGateRig();
const WINDOW_MS = 60_000;

const holder = (credential: string) => rig.another({ credential, deployment: `of ${credential}` });

/** Builds the settlement of a refused call. `not-allowed`: the whole window may be refused. */
function refused(grant: Grant, verdict: Settlement["verdict"] = "not-allowed"): Settlement {
  return { ...landed(grant, 0), job: "again", verdict, problem: "upstream-auth" };
}

/** Makes a call with the credential of this gate and ends it as given. */
async function call(
  gate: Gate,
  symbol: string,
  end: (grant: Grant) => Settlement,
  window: ProbeWindow = "account",
) {
  rig.time.now += 2_000;
  await gate.step({ enter: [ask(symbol, `c-${symbol}`, { window })] });
  const grant = held((await gate.step({ room: 6 })).grants[0]);
  return gate.step({ settle: [end(grant)] });
}

const answered = (grant: Grant) => landed(grant, rig.time.now);
/** Enters a request that does not wait for a breaker. Returns the reply. */
const enteredAs = async (gate: Gate, symbol: string) =>
  (await gate.step({ enter: [ask(symbol, `c-${symbol}`, { maxBreakerWaitMs: 0 })] })).entered[0];

describe("a credential that is refused", () => {
  test("continues after one symbol, which another maker calls", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    const { summary } = await call(bad, "A", refused);
    expect(summary.refusals).toEqual([]);
    expect(summary.line).toHaveLength(1);
    rig.time.now += 2_000;
    // The maker that was refused does not get the job again.
    expect((await bad.step({ room: 6 })).grants).toEqual([]);
    expect(held((await good.step({ room: 6 })).grants[0]).attempt).toBe(1);
  });

  test("stops for ten windows after two symbols, then probes", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    await call(bad, "A", refused);
    const { summary } = await call(bad, "B", refused);
    const span = { scope: "account", isOwn: true, deployment: "of bad" };
    expect(summary.refusals).toMatchObject([span]);
    expect(summary.windows.account).toMatchObject({ state: "closed" });
    await bad.step({ enter: [ask("C"), ask("D")] });
    rig.time.now += 10 * WINDOW_MS - 10_000;
    await good.step({});
    expect((await bad.step({ room: 6 })).grants).toEqual([]);
    rig.time.now += 11_000;
    await bad.step({ enter: [ask("E"), ask("F")] });
    const [probe] = (await bad.step({ room: 6 })).grants;
    rig.time.now += 250;
    expect((await bad.step({ room: 6 })).grants).toEqual([]);
    const after = await bad.step({ settle: [refused(held(probe))] });
    expect(after.summary.refusals[0]?.untilAt).toBe(rig.time.now + 10 * WINDOW_MS);
    rig.time.now += 10 * WINDOW_MS;
    const back = await call(bad, "G", answered);
    expect(back.summary.refusals).toEqual([]);
  });

  test("continues after two refusals of one symbol", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    await call(bad, "A", refused);
    await call(bad, "OK", answered);
    const { summary } = await call(bad, "B", refused);
    expect(summary.refusals).toEqual([]);
  });

  test("makes one call at a time after its first refusal", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    await call(bad, "A", refused);
    await bad.step({ enter: [ask("B"), ask("C")] });
    rig.time.now += 250;
    const [second] = (await bad.step({ room: 6 })).grants;
    rig.time.now += 250;
    expect((await bad.step({ room: 6 })).grants).toEqual([]);
    await bad.step({ settle: [refused(held(second))] });
    rig.time.now += 2_000;
    expect((await bad.step({ room: 6 })).grants).toEqual([]);
  });

  test("fails a job only when every possible maker was refused", async () => {
    const [one, two] = [holder("one"), holder("two")];
    await two.step({});
    await call(one, "A", refused);
    rig.time.now += 2_000;
    const grant = held((await two.step({ room: 6 })).grants[0]);
    const { summary } = await two.step({ settle: [refused(grant)] });
    expect(summary.line).toEqual([]);
    expect(await enteredAs(one, "A")).toMatchObject({ kind: "negative", problem: "upstream-auth" });
  });

  test("opens the breaker if it is the last, until another probes", async () => {
    const [one, two] = [holder("one"), holder("two")];
    await two.step({});
    for (const symbol of ["A", "B"]) await call(one, symbol, refused);
    await one.step({ enter: [ask("WAITS")] });
    rig.time.now += 2_000;
    await two.step({ enter: [ask("C")] });
    for (const symbol of ["D", "E", "F"]) {
      rig.time.now += 2_000;
      await two.step({ enter: [ask(symbol, "c", { maxBreakerWaitMs: 0 })] });
      const [grant] = (await two.step({ room: 6 })).grants;
      if (grant) await two.step({ settle: [refused(grant)] });
    }
    const stopped = (await two.step({})).summary;
    expect(stopped.windows.account).toMatchObject({ state: "open", reason: "credentials" });
    expect(stopped.line).toEqual([]);
    expect(await enteredAs(one, "G")).toMatchObject({ kind: "open", reason: "credentials" });
    const fresh = holder("three");
    const { summary } = await fresh.step({});
    expect(summary.windows.account).toMatchObject({ state: "half-open" });
    await call(fresh, "H", answered);
    expect((await fresh.step({})).summary.windows.account).toMatchObject({ state: "closed" });
  });

  test("does not count after the configuration memory", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    rig.time.now += 11 * WINDOW_MS;
    await call(bad, "A", refused);
    const { summary } = await call(bad, "B", refused);
    expect(summary.windows.account).toMatchObject({ state: "open", reason: "credentials" });
  });
});

describe("a credential that was never answered", () => {
  /** Takes a step one spacing later. Returns the key of its grant. */
  const next = async (gate: Gate) => {
    rig.time.now += 250;
    return (await gate.step({ room: 6 })).grants[0]?.key;
  };

  test("makes one call at a time in each specific window", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    const curves = ["A", "B"].map((symbol) => ask(symbol, "c", { window: "expensive" }));
    await bad.step({ enter: curves });
    expect(await next(bad)).toContain("A");
    expect(await next(bad)).toBeUndefined();
    await bad.step({ enter: [ask("C")] });
    expect(await next(bad)).toContain("C");
  });

  test("makes one call at a time, so it costs two refusals", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    await call(bad, "A", refused, "expensive");
    await bad.step({ enter: [ask("B"), ask("C")] });
    rig.time.now += 250;
    const [second] = (await bad.step({ room: 6 })).grants;
    expect(await next(bad)).toBeUndefined();
    const { summary } = await bad.step({ settle: [refused(held(second))] });
    expect(summary.refusals.map(({ scope }) => scope)).toContain("account");
  });
});

describe("a specific window that is refused", () => {
  test("stops for that credential only", async () => {
    const [bad, good] = [holder("bad"), holder("good")];
    await good.step({});
    const { summary } = await call(bad, "A", refused, "expensive");
    expect(summary.refusals).toMatchObject([{ scope: "expensive", isOwn: true }]);
    expect(summary.windows.expensive).toMatchObject({ state: "closed" });
    rig.time.now += 2_000;
    expect((await bad.step({ room: 6 })).grants).toEqual([]);
    expect(held((await good.step({ room: 6 })).grants[0]).key).toContain("A");
    // Its calls in other windows continue.
    await call(bad, "B", answered);
  });

  test("stops for all when there is no other credential", async () => {
    const bad = holder("bad");
    const { summary } = await call(bad, "A", refused, "expensive");
    expect(summary.windows.expensive).toMatchObject({ state: "open", reason: "not-allowed" });
  });
});

test("refuses a kind to one credential after two symbols", async () => {
  const [bad, good] = [holder("bad"), holder("good")];
  await good.step({});
  const ofKind = (grant: Grant) => refused(grant, "none");
  await call(bad, "A", ofKind);
  const { summary } = await call(bad, "B", ofKind);
  expect(summary.refusals).toMatchObject([{ scope: "v2:/tickers/*", isOwn: true }]);
  expect(summary.windows.account).toMatchObject({ state: "closed" });
});

describe("data that a subscription does not include", () => {
  const notIncluded = (grant: Grant): Settlement => ({
    ...refused(grant, "none"),
    problem: "not-offered",
    negative: 10 * WINDOW_MS,
  });

  test("is left to another credential, which may include it", async () => {
    const [basic, pro] = [holder("basic"), holder("pro")];
    await pro.step({});
    const { summary } = await call(basic, "A", notIncluded);
    expect(summary.line).toHaveLength(1);
    rig.time.now += 2_000;
    expect((await basic.step({ room: 6 })).grants).toEqual([]);
    expect(held((await pro.step({ room: 6 })).grants[0]).key).toContain("A");
  });

  test("refuses neither credential nor kind, whatever the symbols", async () => {
    const basic = holder("basic");
    for (const symbol of ["A", "B", "C"]) {
      const { summary } = await call(basic, symbol, notIncluded);
      expect(summary.refusals).toEqual([]);
      expect(summary.windows.account).toMatchObject({ state: "closed", steps: 0, outsideAt: 0 });
      expect(await enteredAs(basic, symbol)).toMatchObject({ problem: "not-offered" });
    }
    rig.time.now += 10 * WINDOW_MS;
    expect(await enteredAs(basic, "A")).toMatchObject({ kind: "queued" });
  });

  test("is asked for again when another credential comes", async () => {
    await call(holder("basic"), "A", notIncluded);
    expect(await enteredAs(holder("pro"), "A")).toMatchObject({ kind: "queued" });
  });
});

test("ends a credential failure when another credential comes", async () => {
  const bad = holder("bad");
  await call(bad, "A", refused, "expensive");
  expect(await enteredAs(bad, "A")).toMatchObject({ kind: "negative", problem: "upstream-auth" });
  const good = holder("good");
  expect(await enteredAs(good, "A")).toMatchObject({ kind: "queued" });
});

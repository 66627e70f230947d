import { describe, expect, test } from "vitest";
import { GATE_KEY } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

const stateOf = async () => (await rig.window()).state;
/** 20 calls in 60 s are allowed, so each comes 4 s after the one before. */
const unreadable = (symbol: string) => {
  rig.time.now += 4_000;
  return rig.call("unreadable", { symbol });
};
const FIVE = ["A", "B", "C", "D", "E"];

describe("unreadable replies", () => {
  test("of five symbols open the breaker, as the upstream is ill", async () => {
    for (const symbol of FIVE) {
      expect(await stateOf()).toBe("closed");
      await unreadable(symbol);
    }
    const { state, reason, untilAt } = await rig.window();
    expect([state, reason, untilAt - rig.time.now]).toEqual(["open", "failing", 5_000]);
  });

  test("of one symbol count once, however many there are", async () => {
    for (let times = 0; times < 30; times += 1) await unreadable("A");
    for (const symbol of ["B", "C", "D", "A", "B"]) await unreadable(symbol);
    expect(await stateOf()).toBe("closed");
  });

  test("start again after a good reply", async () => {
    for (let round = 0; round < 8; round += 1) {
      for (const symbol of FIVE.slice(1)) await unreadable(symbol);
      rig.time.now += 4_000;
      await rig.call("answered");
    }
    expect(await stateOf()).toBe("closed");
  });

  test("count together with failures", async () => {
    for (const symbol of ["A", "B"]) await unreadable(symbol);
    for (let failures = 0; failures < 2; failures += 1) await rig.call("failing");
    expect(await stateOf()).toBe("closed");
    await rig.call("failing");
    expect(await stateOf()).toBe("open");
  });

  test("count in their own window only", async () => {
    for (const symbol of FIVE) await rig.call("unreadable", { symbol, window: "expensive" });
    expect((await rig.window("expensive")).state).toBe("open");
    expect(await stateOf()).toBe("closed");
  });
});

describe("an unreadable probe", () => {
  test("of one symbol leaves the next call to probe", async () => {
    for (let failures = 0; failures < 5; failures += 1) await rig.call("failing");
    rig.time.now += 1_000 - 250;
    await unreadable("A");
    expect(await stateOf()).toBe("half-open");
    await rig.call("answered");
    expect(await stateOf()).toBe("closed");
  });

  test("of a sixth symbol doubles the stop that five began", async () => {
    for (const symbol of FIVE) await unreadable(symbol);
    rig.time.now += 1_000 - 250;
    await unreadable("F");
    const { state, untilAt } = await rig.window();
    expect([state, untilAt - rig.time.now]).toEqual(["open", 10_000]);
  });

  test("of a known symbol leaves the next call to probe", async () => {
    for (const symbol of FIVE) await unreadable(symbol);
    rig.time.now += 1_000 - 250;
    await unreadable("A");
    expect(await stateOf()).toBe("half-open");
  });
});

test("a breaker that older code stored is read on", async () => {
  await rig.gate().step({});
  const text = `local s = cmsgpack.unpack(redis.call('GET', KEYS[1]))
for _, window in pairs(s.windows) do window.breaker.unreadable = nil end
redis.call('SET', KEYS[1], cmsgpack.pack(s)); return 1`;
  await rig.store().redis.eval(text, [GATE_KEY], []);
  for (const symbol of FIVE) await unreadable(symbol);
  expect(await stateOf()).toBe("open");
});

import { describe, expect, test } from "vitest";
import { landed, limitOf } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

describe("the window", () => {
  test("grants exactly the limit until a settled slot is free", async () => {
    const grants = await rig.fillWindow(25);
    expect(grants).toHaveLength(20);
    const settledAt = rig.time.now;
    const [first] = grants;
    if (!first) throw new Error("no grant");
    await rig.gate().step({ settle: [landed(first, settledAt)] });
    rig.time.now = settledAt + 60_099;
    expect(await rig.claim()).toBeNull();
    rig.time.now = settledAt + 60_100;
    expect(await rig.claim()).not.toBeNull();
  });

  test("counts an unsettled call for hold and a window", async () => {
    await rig.fillWindow(21);
    const firstGrantedAt = VIRTUAL_START;
    rig.time.now = firstGrantedAt + 15_000 + 60_099;
    expect(await rig.claim()).toBeNull();
    rig.time.now += 1;
    expect(await rig.claim()).not.toBeNull();
  });

  test("keeps the slot of an aborted call, frees an unsent one", async () => {
    const [first, second] = await rig.fillWindow(21);
    if (!first || !second) throw new Error("no grant");
    await rig.gate().step({ settle: [{ ...landed(first, 0), slot: "unknown", job: "failed" }] });
    expect(await rig.claim()).toBeNull();
    await rig.gate().step({ settle: [{ ...landed(second, 0), slot: "unsent", job: "failed" }] });
    expect(await rig.claim()).not.toBeNull();
  });

  test("uses the lowest limit and the longest window configured", async () => {
    await rig.another({ limitsAround: limitOf(5), windowMs: 90_000 }).step({});
    expect(await rig.fillWindow(9)).toHaveLength(5);
    rig.time.now = VIRTUAL_START + 15_000 + 90_000 + 99;
    expect(await rig.claim()).toBeNull();
    rig.time.now += 1;
    expect(await rig.claim()).not.toBeNull();
  });
});

import { describe, expect, test } from "vitest";
import { gatePolicy } from "@/lib/policy";
import { ask, GATE_KEY, landed } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig, held } from "../gate-rig";

const rig = createGateRig();
/** A window, the longest hold and the tolerance. */
const FULL_MS = 60_000 + 27_000 + 100;

/** Writes `fields` (a Lua table) into the state, as other code would. */
async function rewrite(fields: string): Promise<void> {
  const text = `local s = cmsgpack.unpack(redis.call('GET', KEYS[1]) or cmsgpack.pack({}))
for name, value in pairs(${fields}) do s[name] = value end
redis.call('SET', KEYS[1], cmsgpack.pack(s)); return 1`;
  await rig.store().redis.eval(text, [GATE_KEY], []);
}

/** A state of the previous schema, with one job queued and one in flight. */
const OLDER = `{ version = ${gatePolicy.schemaVersion - 1}, base = ${VIRTUAL_START - 2 ** 30}, idBase = ${VIRTUAL_START - 1},
  time = ${2 ** 30}, sequence = 9, lowered = 7, window = 60000, fullUntil = 0, slots = { { 5, ${2 ** 30}, 0, 15000, 'r', 'k', 'c', 1 } },
  line = { '0000' }, frames = {}, flights = {}, windows = false, charges = false, configurations = {},
  breakers = { { state = 'closed', held = true }, { state = 'closed' }, { state = 'closed' } } }`;

describe("a state that older code wrote", () => {
  test("counts as lost, but keeps an admin's limit and pause", async () => {
    await rewrite(OLDER);
    const [one] = (await rig.gate().step({ enter: [ask("A")] })).entered;
    expect(one).toMatchObject({ kind: "open", reason: "held" });
    expect((await rig.window()).limit).toBe(7);
    await rig.gate().step({ control: [{ kind: "release", window: "account" }] });
    const { summary } = await rig.gate().step({ enter: [ask("A")], room: 6 });
    expect(summary).toMatchObject({ fullUntil: VIRTUAL_START + FULL_MS, flights: [] });
    expect(summary.line).toHaveLength(1);
    rig.time.now = VIRTUAL_START + FULL_MS - 1;
    expect(await rig.claim()).toBeNull();
    rig.time.now += 1;
    expect((await rig.claim())?.key).toBe("v2:/tickets/A");
  });

  test("loses no ticket: a polled ticket enters again", async () => {
    await rewrite(OLDER);
    rig.time.now = VIRTUAL_START + 1_000;
    await rig.gate().step({ control: [{ kind: "release", window: "account" }] });
    const resume = VIRTUAL_START - 30_000;
    const { entered } = await rig.gate().step({ enter: [ask("T", "t", { issuedAt: resume })] });
    expect(entered[0]).toMatchObject({ kind: "queued" });
  });
});

describe("a state that newer code wrote", () => {
  test("can be deleted: no call is made while old calls count", async () => {
    const gate = rig.another({ startsEmpty: false });
    rig.time.now += FULL_MS;
    await gate.step({ enter: [ask("A")] });
    await rewrite(`{ version = ${gatePolicy.schemaVersion + 1} }`);
    const newer = { reason: "newer-schema" };
    await expect(gate.step({ room: 6 })).rejects.toMatchObject(newer);
    await expect(gate.step({ enter: [ask("B")] })).rejects.toMatchObject(newer);
    await rig.store().redis.del(GATE_KEY);
    const again = rig.another({ startsEmpty: false });
    const { entered } = await again.step({ enter: [ask("C")] });
    expect(entered[0]).toMatchObject({ kind: "queued" });
    rig.time.now += FULL_MS - 1;
    expect(await rig.claim(again)).toBeNull();
    rig.time.now += 1;
    const grant = held(await rig.claim(again));
    await again.step({ settle: [landed(grant, rig.time.now)] });
  });
});

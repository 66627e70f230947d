import { describe, expect, test } from "vitest";
import { windowOf } from "@/lib/contract/quota/window-use";
import type { LimitSchedule } from "@/lib/gate/limit-schedule";
import type { Summary } from "@/lib/gate/reply/summary";
import { ask, landed, limitOf } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();
const expensive = { window: "expensive" } as const;

/** Claims `tries` times, one spacing apart, and settles at once. Returns the symbols. */
async function goes(gate: ReturnType<typeof rig.another>, tries: number): Promise<string[]> {
  const went: string[] = [];
  for (let left = tries; left > 0; left -= 1) {
    const grant = await rig.claim(gate);
    if (grant) {
      went.push(grant.key.slice("v2:/tickets/".length));
      await gate.step({ settle: [landed(grant, rig.time.now)] });
    }
    rig.time.now += 250;
  }
  return went;
}

describe("several windows", () => {
  test("have their own limits and block no other calls", async () => {
    const gate = rig.another({ limitsAround: limitOf(20, { expensive: 2 }) });
    await gate.step({
      enter: [
        ...["E1", "E2", "E3", "E4"].map((name) => ask(name, name, { ...expensive, priority: 1 })),
        ...["A1", "A2", "A3"].map((name) => ask(name)),
      ],
    });
    expect(await goes(gate, 8)).toEqual(["E1", "E2", "A1", "A2", "A3"]);
    rig.time.now = VIRTUAL_START + 60_099;
    expect(await rig.claim(gate)).toBeNull();
    rig.time.now += 1;
    expect((await rig.claim(gate))?.key).toBe("v2:/tickets/E3");
  });

  test("charge the main window as well", async () => {
    const gate = rig.another({ limitsAround: limitOf(4, { expensive: 3 }) });
    await gate.step({
      enter: [
        ...["E1", "E2", "E3"].map((name) => ask(name, name, expensive)),
        ...["A1", "A2"].map((name) => ask(name)),
      ],
    });
    expect(await goes(gate, 8)).toHaveLength(4);
  });

  test("wake an instance in time for a dead instance's call", async () => {
    const configuration = { limitsAround: limitOf(20, { expensive: 1 }) };
    const [dead, gate] = [rig.another(configuration), rig.another(configuration)];
    await gate.step({ enter: [ask("E1", "e", expensive), ask("E2", "e", expensive)], room: 6 });
    rig.time.now += 500;
    await dead.step({ enter: [ask("X", "one")], room: 1 });
    const { sleepUntil } = await gate.step({ enter: [ask("X", "two")], room: 6 });
    expect(sleepUntil).toBeLessThanOrEqual(rig.time.now + 15_000);
  });

  test("wake an instance when a job of any window is legal", async () => {
    const gate = rig.another({ limitsAround: limitOf(20, { expensive: 1 }) });
    await gate.step({ enter: [ask("E1", "a", expensive), ask("E2", "b", expensive)] });
    const [grant] = (await gate.step({ room: 6 })).grants;
    if (!grant) throw new Error("no grant");
    rig.time.now += 400;
    const { sleepUntil } = await gate.step({ settle: [landed(grant, rig.time.now)], room: 6 });
    expect(sleepUntil).toBe(rig.time.now + 60_100);
  });
});

const limitsOf = (windows: Summary["windows"]) =>
  ["account", "realtime", "expensive"].map((name) => windowOf({ windows }, name).limit);

describe("limits that follow a schedule", () => {
  const CHANGES_AT = VIRTUAL_START + 3_600_000;
  const schedule: LimitSchedule = {
    rows: [
      { from: 0, limits: { account: 20, realtime: 20, expensive: 20 } },
      { from: CHANGES_AT, limits: { account: 20, realtime: 2, expensive: 20 } },
      { from: CHANGES_AT + 60_000, limits: { account: 7, realtime: 7, expensive: 7 } },
    ],
    endsAt: CHANGES_AT + 120_000,
  };

  test("follow the store's time", async () => {
    const gate = rig.another({ limitsAround: () => schedule });
    const limits = async () => limitsOf((await gate.step({})).summary.windows);
    expect(await limits()).toEqual([20, 20, 20]);
    rig.time.now = CHANGES_AT - 1;
    expect(await limits()).toEqual([20, 20, 20]);
    rig.time.now += 1;
    expect(await limits()).toEqual([20, 2, 20]);
    rig.time.now += 60_000;
    expect(await limits()).toEqual([7, 7, 7]);
  });

  test("are the lowest of the schedule beyond its end", async () => {
    const gate = rig.another({ limitsAround: () => schedule });
    rig.time.now = CHANGES_AT + 120_000;
    const { windows } = (await gate.step({})).summary;
    expect(limitsOf(windows)).toEqual([7, 2, 7]);
  });

  test("are the lowest that an instance configures", async () => {
    const configured = (limit: number) => {
      const rows = schedule.rows.map(({ from, limits }) => ({
        from,
        limits: { ...limits, account: Math.min(limit, limits.account ?? limit) },
      }));
      return rig.another({ limitsAround: () => ({ ...schedule, rows }) });
    };
    const [low, high] = [configured(5), configured(20)];
    rig.time.now = CHANGES_AT - 1_000;
    await low.step({});
    rig.time.now += 1_000;
    expect(limitsOf((await high.step({})).summary.windows)[0]).toBe(5);
  });

  test("stay lower for all for ten minutes after its last step", async () => {
    await rig.another({ limitsAround: limitOf(20, { realtime: 2 }) }).step({});
    expect((await rig.window("realtime")).limit).toBe(2);
    rig.time.now += 600_000;
    expect((await rig.window("realtime")).limit).toBe(2);
    rig.time.now += 1;
    expect((await rig.window("realtime")).limit).toBe(20);
  });
});

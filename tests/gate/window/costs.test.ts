import { beforeEach, describe, expect, test } from "vitest";
import { usedOf, windowOf } from "@/lib/contract/quota/window-use";
import type { Gate } from "@/lib/gate/create-gate";
import { nextSlotInMs } from "@/lib/gate/quote/quote";
import { ask, landed, probeWindow } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();
const schedule = { rows: [{ from: 0, limits: {} }], endsAt: 0 };
const windows = [
  probeWindow("calls", 10),
  probeWindow("units", 12, { kind: "rolling", ms: 30_000 }),
];
const heavy = [
  { window: "calls", cost: 3 },
  { window: "units", cost: 5 },
];
const light = [{ window: "calls", cost: 1 }];

let gate: Gate;
beforeEach(() => {
  gate = rig.another({ limitsAround: () => schedule, windows, reserve: 2 });
});

/** Claims `tries` times, one spacing apart, and settles at once. Returns symbols and times. */
async function goes(tries: number): Promise<{ symbol: string; at: number }[]> {
  const went = [];
  for (let left = tries; left > 0; left -= 1) {
    const grant = await rig.claim(gate);
    if (grant) {
      went.push({ symbol: grant.key.slice("v2:/tickets/".length), at: rig.time.now });
      await gate.step({ settle: [landed(grant, rig.time.now)] });
    }
    rig.time.now += 250;
  }
  return went;
}

describe("a call that costs more than 1", () => {
  test("is granted when its whole cost fits in every window", async () => {
    await gate.step({
      enter: [
        ...["H1", "H2", "H3"].map((name) => ask(name, name, { charges: heavy, priority: 1 })),
        ...["L1", "L2", "L3", "L4", "L5"].map((name) => ask(name, name, { charges: light })),
      ],
    });
    const went = await goes(10);
    // Two of 5 units fit in 12, and with them 6 of 10 calls: 4 light ones are left.
    expect(went.map(({ symbol }) => symbol)).toEqual(["H1", "H2", "L1", "L2", "L3", "L4"]);
    const { summary } = await gate.step({});
    expect(usedOf(windowOf(summary, "calls"), rig.time.now)).toBe(10);
    expect(usedOf(windowOf(summary, "units"), rig.time.now)).toBe(10);
  });

  test("is granted when enough slots are free in each window", async () => {
    const enter = ["H1", "H2", "H3"].map((name) => ask(name, name, { charges: heavy }));
    await gate.step({ enter });
    expect(await goes(2)).toHaveLength(2);
    const freesAt = VIRTUAL_START + 30_100;
    rig.time.now = freesAt - 1;
    const { sleepUntil, grants } = await gate.step({ room: 6 });
    expect({ sleepUntil, grants }).toEqual({ sleepUntil: freesAt, grants: [] });
    rig.time.now = freesAt;
    expect((await rig.claim(gate))?.key).toBe("v2:/tickets/H3");
  });

  test("has a correct quoted wait", async () => {
    const enter = ["H1", "H2", "H3"].map((name) => ask(name, name, { charges: heavy }));
    const { summary } = await gate.step({ enter });
    const quoted = nextSlotInMs(summary, rig.time.now, heavy);
    await gate.step({ enter: [ask("H4", "H4", { charges: heavy })] });
    const startedAt = rig.time.now;
    const times: number[] = [];
    while (times.length < 4) {
      const { sleepUntil, grants } = await gate.step({ room: 6 });
      for (const grant of grants) {
        times.push(rig.time.now);
        await gate.step({ settle: [landed(grant, rig.time.now)] });
      }
      if (grants.length === 0) rig.time.now = sleepUntil;
    }
    const wait = (times.at(-1) ?? 0) - startedAt;
    // Calls settle at once here, but quotes expect the usual latency.
    expect(quoted - wait).toBeGreaterThanOrEqual(0);
    expect(quoted - wait).toBeLessThanOrEqual(3 * summary.latency);
  });

  test("leaves the reserve free and is paced by cost in batch", async () => {
    const batch = [{ window: "calls", cost: 4 }];
    const names = ["B1", "B2", "B3"];
    await gate.step({
      enter: names.map((name) => ask(name, name, { charges: batch, priority: 8 })),
    });
    expect(await goes(4)).toMatchObject([{ symbol: "B1", at: VIRTUAL_START }]);
    // Pacing: 60 s / 8 calls x cost 4 = 30 s. A third call would use a part of the reserve.
    rig.time.now = VIRTUAL_START + 29_999;
    expect(await rig.claim(gate)).toBeNull();
    rig.time.now += 1;
    expect(await goes(1)).toMatchObject([{ symbol: "B2" }]);
    rig.time.now = VIRTUAL_START + 60_000;
    expect(await rig.claim(gate)).toBeNull();
  });

  test("is never granted beyond a limit, and blocks no other call", async () => {
    const never = [{ window: "units", cost: 13 }];
    await gate.step({ enter: [ask("N", "n", { charges: never, priority: 1 })] });
    await gate.step({ enter: [ask("L", "l", { charges: light })] });
    expect(await goes(3)).toMatchObject([{ symbol: "L" }]);
    const { sleepUntil } = await gate.step({ room: 6 });
    expect(sleepUntil).toBeGreaterThan(rig.time.now);
  });
});

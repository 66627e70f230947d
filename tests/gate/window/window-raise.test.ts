import { describe, expect, test } from "vitest";
import { worstWindow } from "../../support/fake-upstream/fake-arrivals";
import { ask, landed, probeWindow } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

/** Claims and settles `count` calls, one spacing apart. Returns their arrivals. */
async function call(
  gate: ReturnType<typeof rig.another>,
  count: number,
  name: string,
): Promise<number[]> {
  const arrivals: number[] = [];
  await gate.step({ enter: Array.from({ length: count }, (_, index) => ask(`${name}${index}`)) });
  for (let tries = 0; tries < count; tries += 1) {
    for (const grant of (await gate.step({ room: 6 })).grants) {
      arrivals.push(rig.time.now);
      rig.time.now += 100;
      await gate.step({ settle: [landed(grant, rig.time.now)] });
    }
    // At least the spacing of the longer window.
    rig.time.now += 500;
  }
  return arrivals;
}

describe("a longer window", () => {
  test("starts full, since the shorter window dropped its slots", async () => {
    const arrivals = await call(rig.gate(), 20, "old");
    rig.time.now += 61_000;
    // Any step drops the slots that no longer count.
    await rig.gate().step({});
    const longer = rig.another({ windowMs: 120_000 });
    arrivals.push(...(await call(longer, 20, "new")));
    expect(worstWindow(arrivals, 120_000)).toBeLessThanOrEqual(20);
    // The difference of the lengths and the longest hold are over: calls are granted again.
    rig.time.now += 60_000 + 27_100;
    expect(await call(longer, 20, "later")).toHaveLength(20);
  });

  test("does not fill other windows", async () => {
    const charges = [{ window: "other", cost: 1 }];
    const [main, other] = [probeWindow("main", 5), probeWindow("other", 5)];
    const longer = { ...main, length: { kind: "rolling", ms: 90_000 } } as const;
    const schedule = { rows: [{ from: 0, limits: {} }], endsAt: 0 };
    const limitsAround = () => schedule;
    await rig.another({ limitsAround, windows: [main, other] }).step({});
    const gate = rig.another({ limitsAround, windows: [longer, other] });
    await gate.step({ enter: [ask("A", "a", { charges: [{ window: "main", cost: 1 }] })] });
    expect(await rig.claim(gate)).toBeNull();
    await gate.step({ enter: [ask("B", "b", { charges })] });
    expect((await rig.claim(gate))?.key).toBe("v2:/tickets/B");
  });
});

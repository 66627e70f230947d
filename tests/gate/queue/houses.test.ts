import { describe, expect, test } from "vitest";
import type { Ask } from "@/lib/gate/step";
import { ask, landed } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

const EVIL = "a-evil";
const asked = (symbol: string, caller: string, house: string, over: Partial<Ask> = {}) =>
  ask(symbol, caller, { house, ...over });

/** Claims up to 20 calls, one spacing apart, and settles each at once. Returns their symbols. */
async function serve(count: number): Promise<string[]> {
  const served: string[] = [];
  for (let tries = 0; served.length < count && tries < 4 * count; tries += 1) {
    const { grants } = await rig.gate().step({ room: 6 });
    for (const grant of grants) {
      served.push(grant.key.slice("v2:/tickets/".length));
      await rig.gate().step({ settle: [landed(grant, rig.time.now)] });
    }
    rig.time.now += 250;
  }
  return served;
}

describe("a house of many callers", () => {
  test("gets one turn a round, even with 60 cookies", async () => {
    const enter = Array.from({ length: 60 }, (_, at) => asked(`E${at}`, `c-evil-${at}`, EVIL));
    await rig.gate().step({ enter });
    expect(await serve(2)).toEqual(["E0", "E1"]);
    await rig.gate().step({ enter: [asked("SPY", "c-honest", "a-honest")] });
    expect(await serve(2)).toContain("SPY");
  });

  test("gains no turn by cookies: two houses share evenly", async () => {
    const enter = Array.from({ length: 30 }, (_, at) => asked(`E${at}`, `c-evil-${at}`, EVIL));
    const mine = Array.from({ length: 10 }, (_, at) => asked(`M${at}`, "c-mine", "a-mine"));
    await rig.gate().step({ enter: [...enter, ...mine] });
    const served = await serve(16);
    expect(served.filter((symbol) => symbol.startsWith("M"))).toHaveLength(8);
  });

  test("gives its callers turns: the last does not wait for all", async () => {
    const first = Array.from({ length: 8 }, (_, at) => asked(`F${at}`, "c-first", EVIL));
    await rig.gate().step({ enter: first });
    await rig.gate().step({ enter: [asked("L0", "c-last", EVIL), asked("L1", "c-last", EVIL)] });
    expect(await serve(4)).toEqual(["F0", "L0", "F1", "L1"]);
  });

  test("does not delay a caller's click by another caller's scan", async () => {
    const scan = Array.from({ length: 4 }, (_, at) =>
      asked(`B${at}`, "c-scan", EVIL, { priority: 8 }),
    );
    await rig.gate().step({ enter: scan });
    await rig.gate().step({ enter: [asked("CLICK", "c-click", EVIL, { priority: 2 })] });
    expect((await serve(1))[0]).toBe("CLICK");
  });

  test("does not overtake a click when its 60 jobs are due", async () => {
    const enter = Array.from({ length: 60 }, (_, at) => asked(`E${at}`, `c-evil-${at}`, EVIL));
    await rig.gate().step({ enter });
    await serve(20);
    // By now the scores of the first few jobs are due.
    rig.time.now += 60_000;
    await rig.gate().step({ enter: [asked("SPY", "c-honest", "a-honest")] });
    const served = await serve(8);
    expect(served.indexOf("SPY")).toBeGreaterThanOrEqual(0);
  });
});

describe("the last places in the queue", () => {
  test("are for houses without a ticket, not for their cookies", async () => {
    let symbols = 0;
    for (let cookie = 0; cookie < 60; cookie += 1) {
      const enter = Array.from({ length: 10 }, () =>
        asked(`X${symbols++}`, `c-evil-${cookie}`, EVIL, { priority: 2 }),
      );
      await rig.gate().step({ enter });
    }
    const { summary, entered } = await rig.gate().step({
      enter: [asked("SPY", "c-honest", "a-honest"), asked("QQQ", "c-evil-new", EVIL)],
    });
    expect(summary.line).toHaveLength(401);
    expect(entered[0]?.kind).toBe("queued");
    expect(entered[1]).toEqual({ kind: "refused", why: "line" });
  });

  test("include tickets that share jobs", async () => {
    const keys = Array.from({ length: 10 }, (_, at) => `X${at}`);
    for (let cookie = 0; cookie < 95; cookie += 1) {
      const enter = keys.map((symbol) => asked(symbol, `c-evil-${cookie}`, EVIL, { priority: 2 }));
      await rig.gate().step({ enter });
    }
    const { entered } = await rig.gate().step({
      enter: [asked("X0", "c-honest", "a-honest"), asked("X0", "c-evil-new", EVIL)],
    });
    expect(entered.map(({ kind }) => kind)).toEqual(["queued", "refused"]);
  });
});

test("treats a caller without a house as its own house", async () => {
  const rows = (name: string, isHouse: boolean) =>
    ["A", "B", "C"].flatMap((caller) =>
      Array.from({ length: 3 }, (_, at) =>
        ask(`${name}-${caller}${at}`, caller, isHouse ? { house: caller } : {}),
      ),
    );
  const orderOf = async (name: string) => (await serve(9)).map((key) => key.replace(name, ""));
  await rig.gate().step({ enter: rows("X", false) });
  const without = await orderOf("X");
  rig.time.now += 200_000;
  await rig.gate().step({ enter: rows("Y", true) });
  expect(await orderOf("Y")).toEqual(without);
  expect(without).toEqual(
    ["A0", "B0", "C0", "A1", "B1", "C1", "A2", "B2", "C2"].map((n) => `-${n}`),
  );
});

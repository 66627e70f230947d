import { describe, expect, test } from "vitest";
import { ask, GATE_KEY } from "../support/gate-probe";
import { createGateRig } from "./gate-rig";

const rig = createGateRig();

/** As long as callers' ids and upstream keys are. */
const longAsk = (job: number, caller: number) =>
  ask(`SYMBOL${job}`, `cAbCdEfGh${String(caller).padStart(4, "0")}`, {
    key: `v2:/tickers/BRK.B${job}/curves/gex`,
    priority: 1 + (job % 10),
  });

describe("the state", () => {
  test("of the longest line there can be is under 64 KB", async () => {
    // Jobs by callers of their own, each joined by another one.
    for (const round of [0, 500]) {
      for (let from = 0; from < 500; from += 100) {
        const enter = Array.from({ length: 100 }, (_, index) =>
          longAsk(from + index, from + index + round),
        );
        const { entered } = await rig.gate().step({ enter });
        expect(entered.every(({ kind }) => kind === "queued")).toBe(true);
      }
    }
    await rig.fillWindow(20);
    const { summary, detail } = await rig.gate().step({ detail: true });
    expect(detail.jobs.flatMap(({ tickets }) => tickets)).toHaveLength(1_000);
    const { line, flights } = summary;
    expect(line.length + flights.length).toBe(500);
    const tickets = [...line, ...flights].reduce((sum, row) => sum + row.tickets, 0);
    expect(tickets).toBe(1_000);
    const bytes = await rig.store().raw?.read(GATE_KEY);
    expect(bytes?.length).toBeLessThan(64 * 1024);
    expect(bytes?.length).toBeGreaterThan(40 * 1024);
  });

  test("times are kept short for years: in an idle moment their base moves, and nothing else does", async () => {
    await rig.gate().step({ control: [{ kind: "hold", window: "expensive" }] });
    await rig.call("limited");
    const before = await rig.window();
    for (let days = 0; days < 40; days += 1) {
      rig.time.now += 86_400_000;
      await rig.gate().step({});
    }
    await rig.call("answered");
    const { since } = await rig.window("expensive");
    expect(since).toBeLessThan(before.since + 1);
    expect((await rig.window("expensive")).state).toBe("held");
    // The ramp is over, and every slot free.
    rig.time.now += 120_000;
    expect(await rig.fillWindow(25)).toHaveLength(20);
  });
});

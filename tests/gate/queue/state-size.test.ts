import { describe, expect, test } from "vitest";
import { bothUpstreams } from "../../support/fake-upstream/call-upstreams";
import { ask, GATE_KEY } from "../../support/store/gate-probe";
import { createGateRig } from "../gate-rig";

const rig = createGateRig();

const BOTH = bothUpstreams("https://upstream.example");

/** Builds one of the longest possible keys. */
function longKey(job: number): string {
  const symbol = `SYMBOL.${String(job).padStart(3, "0")}`;
  const wanted = { resource: "curve", symbol, expiry: "first_monthly" } as const;
  const keys = BOTH.flatMap((upstream) => upstream.jobFor(wanted)?.key ?? []);
  return keys.reduce((one, other) => (other.length > one.length ? other : one));
}

/** Builds a request whose caller ID has the usual length. */
const longAsk = (job: number, caller: number) =>
  ask(`SYMBOL${job}`, `cAbCdEfGh${String(caller).padStart(4, "0")}`, {
    key: longKey(job),
    priority: 1 + (job % 10),
  });

describe("the state", () => {
  test("is under 100 KB for the longest queue", async () => {
    // Each job has its own caller, and another caller joins it.
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
    expect(new Set(detail.jobs.map(({ key }) => key)).size).toBe(500);
    expect(detail.jobs.map(({ key }) => key).filter((key) => !/SYMBOL\.\d{3}/.test(key))).toEqual(
      [],
    );
    const bytes = await rig.store().raw?.read(GATE_KEY);
    console.info(`${((bytes?.length ?? 0) / 1024).toFixed(1)} KB`);
    expect(bytes?.length).toBeLessThan(100 * 1024);
    expect(bytes?.length).toBeGreaterThan(40 * 1024);
  });

  test("restores keys of every form unchanged", async () => {
    const keys = Array.from({ length: 150 }, (_, index) => [
      `v2:/tickers/SPY/curves/gex_by_strike?exp=form-${index}`,
      `v2:/tickers/${index}X`,
      `v2:/tickers/^VIX?x=${index % 3}`,
    ]).flat();
    const distinct = [...new Set(keys)];
    const asks = distinct.map((key, index) => ask(key, `c${index}`, { key }));
    const { entered } = await rig.gate().step({ enter: asks });
    const again = await rig.gate().step({ enter: asks, detail: true });
    expect(again.entered).toEqual(entered.map((place) => ({ ...place, new: false })));
    expect(again.detail.jobs.map(({ key }) => key)).toEqual(distinct);
    const leave = entered.flatMap((place, index) =>
      place.kind === "queued" ? [{ key: distinct[index] ?? "", ticket: place.ticket }] : [],
    );
    expect((await rig.gate().step({ leave })).summary.line).toEqual([]);
    await rig.gate().step({ enter: asks.slice(0, 3) });
    expect((await rig.gate().step({ detail: true })).detail.jobs).toHaveLength(3);
  });

  test("keeps times short for years by moving the base when idle", async () => {
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
    // By now the ramp is over and every slot is free.
    rig.time.now += 120_000;
    expect(await rig.fillWindow(25)).toHaveLength(20);
  });
});

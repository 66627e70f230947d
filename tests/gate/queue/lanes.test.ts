import { describe, expect, test } from "vitest";
import type { Gate } from "@/lib/gate/create-gate";
import type { Grant, Place } from "@/lib/gate/step";
import { ask, landed, limitOf } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { createGateRig } from "../gate-rig";

const LATENCY_MS = 400;
const BATCH = { priority: 8 };

const rig = createGateRig();

type Went = { key: string; at: number };

/** Claims whenever a call is legal and settles each call after its latency, until `until`. */
async function run(
  until: number,
  enters: { at: number; symbol: string }[] = [],
  renew: Place[] = [],
  tickMs = 50,
  gate: Gate = rig.gate(),
): Promise<Went[]> {
  const went: Went[] = [];
  let underWay: (Grant & { endsAt: number })[] = [];
  while (rig.time.now < until) {
    const settle = underWay.filter(({ endsAt }) => endsAt <= rig.time.now);
    underWay = underWay.filter(({ endsAt }) => endsAt > rig.time.now);
    const due = enters.filter(({ at }) => at <= rig.time.now);
    for (const click of due) enters.splice(enters.indexOf(click), 1);
    const { grants } = await gate.step({
      settle: settle.map((grant) => landed(grant, rig.time.now)),
      enter: due.map(({ symbol }) => ask(symbol)),
      renew,
      room: 6,
    });
    for (const grant of grants) {
      went.push({ key: grant.key, at: rig.time.now - VIRTUAL_START });
      underWay.push({ ...grant, endsAt: rig.time.now + LATENCY_MS });
    }
    rig.time.now += tickMs;
  }
  return went;
}

/** The jobs of a scan. Each has its own caller, so that no job's score rises for another's. */
const scan = (count: number) =>
  Array.from({ length: count }, (_, index) => ask(`SCAN${index}`, `s${index}`, BATCH));

describe("a scan", () => {
  test("leaves the reserve free and paces its calls", async () => {
    await rig.gate().step({ enter: scan(25) });
    const went = await run(VIRTUAL_START + 60_000);
    expect(went).toHaveLength(18);
    const gaps = went.slice(1).map(({ at }, index) => at - (went[index]?.at ?? 0));
    // A claim is up to one tick late. That does not delay the next claim.
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000 / 18 - 51);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000 / 18 + 50);
  });

  test("delays no click: clicks pass the waiting batch jobs", async () => {
    await rig.gate().step({ enter: scan(60) });
    const clicks = [5_120, 17_320, 23_720, 41_060, 52_980].map((after, index) => ({
      at: VIRTUAL_START + after,
      symbol: `CLICK${index}`,
    }));
    const asked = clicks.map(({ at }) => at - VIRTUAL_START);
    const went = await run(VIRTUAL_START + 60_000, clicks);
    const waits = went
      .filter(({ key }) => key.includes("CLICK"))
      .map(({ at }, index) => at - (asked[index] ?? 0));
    expect(waits).toHaveLength(5);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300);
  });

  test("progresses under a flood: no later request overtakes it", async () => {
    const { entered } = await rig.gate().step({ enter: scan(4) });
    const places = entered.flatMap((place, index) =>
      place.kind === "queued" ? [{ key: `v2:/tickets/SCAN${index}`, ticket: place.ticket }] : [],
    );
    const flood = Array.from({ length: 600 }, (_, index) => ({
      at: VIRTUAL_START + index * 500,
      symbol: `URGENT${index}`,
    }));
    const went = await run(VIRTUAL_START + 300_000, flood, places, 250);
    const last = went.findIndex(({ key }) => key.includes("SCAN3"));
    // Scores: entry plus 80 s for the scan's job, entry plus 40 s for a request of priority 4.
    const enteredBefore = went
      .slice(0, last)
      .filter(({ key }) => key.includes("URGENT"))
      .map(({ key }) => Number(key.split("URGENT")[1]) * 500);
    expect(last).toBeGreaterThan(0);
    expect(Math.max(...enteredBefore)).toBeLessThanOrEqual(40_000);
  });
});

describe("the reserve", () => {
  test("is at most a fifth of the limit, none for a small limit", async () => {
    const small = rig.another({ limitsAround: limitOf(4) });
    await small.step({ enter: scan(6) });
    expect(await run(VIRTUAL_START + 60_000, [], [], 50, small)).toHaveLength(4);
  });
});

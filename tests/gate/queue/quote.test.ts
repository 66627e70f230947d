import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import { nextSlotInMs, quoteAll } from "@/lib/gate/quote/quote";
import type { Grant } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { ask, GATE_KEY, landed, probeGate } from "../../support/store/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../../support/store/virtual-time";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

const LATENCY_MS = 500;

/** A random queue: caller and priority of each request, and the time until the next request. */
const line = fc.array(
  fc.record({
    caller: fc.integer({ min: 0, max: 5 }),
    priority: fc.integer({ min: 1, max: 10 }),
    pauseMs: fc.integer({ min: 0, max: 2_000 }),
  }),
  { minLength: 1, maxLength: 60 },
);

type Granted = { key: string; at: number };
type Running = {
  gate: Gate;
  time: VirtualTime;
  flights: (Grant & { endsAt: number })[];
};

/** Runs an instance until `until`. It claims at each wake and settles after the usual latency. */
async function run({ gate, time, flights }: Running, until: number) {
  const granted: Granted[] = [];
  const settle = () => {
    const over = flights.filter(({ endsAt }) => endsAt <= time.now);
    for (const flight of over) flights.splice(flights.indexOf(flight), 1);
    return over.map((grant) => landed(grant, time.now));
  };
  while (time.now <= until) {
    const reply = await gate.step({ settle: settle(), room: 6 - flights.length });
    for (const grant of reply.grants) {
      granted.push({ key: grant.key, at: time.now });
      flights.push({ ...grant, endsAt: time.now + LATENCY_MS });
    }
    const wakes = flights.map(({ endsAt }) => endsAt);
    if (reply.sleepUntil > 0) wakes.push(reply.sleepUntil);
    if (wakes.length === 0) break;
    time.now = Math.max(time.now + 1, Math.min(...wakes));
  }
  return granted;
}

describe("the quoted wait", () => {
  test("matches the script on random queues", async () => {
    await fc.assert(
      fc.asyncProperty(line, fc.integer({ min: 0, max: 30_000 }), async (asks, alreadyRun) => {
        await store.redis.del(GATE_KEY);
        const time = { now: VIRTUAL_START };
        const gate = probeGate(store, time);
        const running: Running = { gate, time, flights: [] };
        const jobs = new Map<number, string>();
        for (const [index, { caller, priority, pauseMs }] of asks.entries()) {
          const one = ask(`S${index}`, `c${caller}`, { priority });
          const { entered } = await gate.step({ enter: [one] });
          const [place] = entered;
          if (place?.kind === "queued") jobs.set(place.job, one.key);
          time.now += pauseMs;
        }
        // No lease ends in this time, so only claims change the queue.
        await run(running, time.now + alreadyRun);
        const before = await gate.step({});
        const quotes = quoteAll(before.summary, time.now);
        const quotedAt = time.now;
        const granted = await run(running, quotedAt + 110_000);
        for (const { key, at } of granted) {
          const job = [...jobs].find(([, known]) => known === key)?.[0] ?? 0;
          const quote = quotes.get(job);
          const waitMs = at - quotedAt;
          if (!quote) throw new Error("granted without a quote");
          expect(Math.abs(quote.waitMs - waitMs)).toBeLessThanOrEqual(
            Math.max(1_000, waitMs * 0.1),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  test("is correct when calls time out and count longer", async () => {
    await store.redis.del(GATE_KEY);
    const time = { now: VIRTUAL_START };
    const gate = probeGate(store, time);
    const running: Running = { gate, time, flights: [] };
    const first = Array.from({ length: 20 }, (_, index) => ask(`OLD${index}`));
    await gate.step({ enter: first });
    for (let index = 0; index < 20; index += 1) {
      const [grant] = (await gate.step({ room: 6 })).grants;
      if (!grant) throw new Error("no grant");
      const end = { ...landed(grant, time.now), verdict: "none" } as const;
      const timedOut = { ...end, slot: "unknown", job: "failed" } as const;
      await gate.step({ settle: [index % 2 === 0 ? timedOut : end] });
      time.now += 250;
    }
    const { entered } = await gate.step({
      enter: first.map(({ key }) => ask(key, "new", { key: `${key}X` })),
    });
    const { summary } = await gate.step({});
    const [quotes, quotedAt] = [quoteAll(summary, time.now), time.now];
    const waits = [...quotes.values()].map(({ waitMs }) => waitMs).sort((a, b) => a - b);
    expect(entered.every(({ kind }) => kind === "queued")).toBe(true);
    const granted = await run(running, quotedAt + 200_000);
    for (const [index, { at }] of granted.entries())
      expect(Math.abs((waits[index] ?? 0) - (at - quotedAt))).toBeLessThanOrEqual(1_000);
  });

  test("puts a newcomer behind all jobs, and is never negative", async () => {
    await store.redis.del(GATE_KEY);
    const time = { now: VIRTUAL_START };
    const gate = probeGate(store, time);
    expect(nextSlotInMs((await gate.step({})).summary, time.now)).toBe(0);
    const enter = Array.from({ length: 25 }, (_, index) => ask(`S${index}`));
    const { summary } = await gate.step({ enter });
    const waits = [...quoteAll(summary, time.now).values()].map(({ waitMs }) => waitMs);
    expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => index * 250));
    // The first slot is free after a latency, a window and a tolerance.
    expect(waits[20]).toBe(60_000 + 500 + 100);
    expect(nextSlotInMs(summary, time.now)).toBeGreaterThan(waits[24] ?? 0);
  });
});

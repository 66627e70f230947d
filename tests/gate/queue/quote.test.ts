import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { nextSlotInMs, quoteAll } from "@/lib/gate/quote/quote";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { ask, GATE_KEY, landed, probeGate } from "../../support/store/gate-probe";
import { VIRTUAL_START } from "../../support/store/virtual-time";
import { type Running, runQueue } from "./run-queue";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

/** A request of a random queue: caller and priority, and the time until the next request. */
type Asked = { caller: number; priority: number; pauseMs: number };
const line = fc.array(
  fc.record<Asked>({
    caller: fc.integer({ min: 0, max: 5 }),
    priority: fc.integer({ min: 1, max: 10 }),
    pauseMs: fc.integer({ min: 0, max: 2_000 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const alreadyRun = fc.integer({ min: 0, max: 30_000 });

/** The shares of the first callers. */
const someShares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 2 });

type Queue = { asks: Asked[]; alreadyRun: number; shares: number[] };

/** Enters a random queue, quotes it after a while, and compares each grant with its quote. */
async function expectKept({ asks, alreadyRun, shares }: Queue): Promise<void> {
  await store.redis.del(GATE_KEY);
  const time = { now: VIRTUAL_START };
  const gate = probeGate(store, time);
  const running: Running = { gate, time, flights: [] };
  const jobs = new Map<string, number>();
  for (const [index, { caller, priority, pauseMs }] of asks.entries()) {
    const one = ask(`S${index}`, `c${caller}`, { priority, share: shares[caller] ?? 0 });
    const [place] = (await gate.step({ enter: [one] })).entered;
    if (place?.kind === "queued") jobs.set(one.key, place.job);
    time.now += pauseMs;
  }
  // No lease ends in this time, so only claims change the queue.
  await runQueue(running, time.now + alreadyRun);
  const before = await gate.step({});
  const quotes = quoteAll(before.summary, time.now);
  const quotedAt = time.now;
  for (const { key, at } of await runQueue(running, quotedAt + 110_000)) {
    const quote = quotes.get(jobs.get(key) ?? 0);
    const waitMs = at - quotedAt;
    if (!quote) throw new Error("granted without a quote");
    expect(Math.abs(quote.waitMs - waitMs)).toBeLessThanOrEqual(Math.max(1_000, waitMs * 0.1));
  }
}

describe("the quoted wait", () => {
  test("matches the script on random queues", async () => {
    const queue = fc.record({ asks: line, alreadyRun, shares: fc.constant<number[]>([]) });
    await fc.assert(fc.asyncProperty(queue, expectKept), { numRuns: 25 });
  });

  test("matches the script where houses have shares", async () => {
    const queue = fc.record({ asks: line, alreadyRun, shares: someShares });
    await fc.assert(fc.asyncProperty(queue, expectKept), { numRuns: 25 });
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
    const granted = await runQueue(running, quotedAt + 200_000);
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

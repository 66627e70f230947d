import { afterEach, expect, test } from "vitest";
import { readAgain } from "@/lib/client/asks/read-again";
import type { CompositeAnswer } from "@/lib/contract/snapshot/composite";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { browserPolicy } from "@/lib/policy";
import { RULES } from "../insight/sample-rules";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../support/fake-upstream/scripted-server";
import { NOW, quotaFixture } from "../support/visitors/snapshot-fixture";
import { testTab } from "../support/visitors/test-tab";

const SPY = { composite: "psychology", symbol: "SPY" } as const;
const OFTEN = { interval: 5, timeout: 10_000 };
const DATA = { gex: null, curve: null, expirations: null, history: null };
const READING: CompositeAnswer = {
  resource: "psychology",
  symbol: "SPY",
  parts: [],
  data: DATA,
  reading: readPsychology(DATA, RULES),
  quota: quotaFixture(),
};

let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

/** A server that fails the first `failures` reads, and ticks that the test makes. */
async function behind(failures: number) {
  server = await startScriptedServer((_, response) => {
    if (server.asked.length > failures) return replyJson(response, 200, READING);
    replyProblem(response, "overloaded", 503);
  });
  const { tab, readings } = testTab(server.fetch, NOW);
  const listeners = new Set<() => void>();
  const stop = readAgain(tab, SPY, (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  });
  return {
    readings,
    stop,
    /** One tick. Returns false when no listener is left. */
    tick: () => {
      for (const listener of listeners) listener();
      return listeners.size > 0;
    },
  };
}

test("reads a missed reading at a later tick, from the cache alone", async () => {
  const { readings, tick } = await behind(2);
  await expect.poll(tick, OFTEN).toBe(false);
  expect(server.paths()).toEqual(Array(3).fill("GET /api/psychology/SPY?cached=1"));
  expect(readings).toHaveLength(1);
});

test("reads once when the first read is answered", async () => {
  const { readings, tick } = await behind(0);
  await expect.poll(tick, OFTEN).toBe(false);
  expect(readings).toHaveLength(1);
  expect(server.asked).toHaveLength(1);
});

test("tries come to an end, whatever fails", async () => {
  const { readings, tick } = await behind(Number.POSITIVE_INFINITY);
  await expect.poll(tick, OFTEN).toBe(false);
  expect(server.asked).toHaveLength(browserPolicy.readingTriesMost);
  expect(readings).toEqual([]);
});

test("nothing is read for a page that was left", async () => {
  const { tick, stop } = await behind(Number.POSITIVE_INFINITY);
  stop();
  await expect.poll(() => server.asked.length).toBe(1);
  expect(tick()).toBe(false);
});

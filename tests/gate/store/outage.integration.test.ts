import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createGate } from "@/lib/gate/create-gate";
import { Pump } from "@/lib/gate/pump/pump";
import type { Landing, Progress } from "@/lib/gate/pump/waiter";
import { createStore } from "@/lib/redis/create-store";
import { ask, GATE_KEY, gateConfiguration } from "../../support/store/gate-probe";
import { type RedisServer, startRedisServer } from "../../support/store/redis-server";
import { landedEnd } from "../pump/pump-rig";

/** More than half the time a process rests after a store fault, so it returns within two windows. */
const WINDOW_MS = 4_000;

const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Shared by all processes besides the store: the content of the cache and the calls made. */
type Shared = { landings: Map<string, Landing>; calls: string[] };

/** Starts a process with its own connection. */
async function startProcess({ url }: RedisServer, { landings, calls }: Shared) {
  const store = await createStore({ kind: "redis", url }, { clock: systemClock });
  undo.push(() => store.close());
  const configuration = gateConfiguration({ windowMs: WINDOW_MS, upstreamTimeoutMs: 1_000 });
  const pump = new Pump({
    gate: createGate({ store, key: GATE_KEY, clock: systemClock, configuration }),
    clock: systemClock,
    upstreamTimeoutMs: configuration.upstreamTimeoutMs,
    execute: async (call) => {
      if (!call.send()) throw new Error("too late to send");
      calls.push(call.key);
      await systemClock.sleep(20);
      const fetchedAt = call.storeNow();
      landings.set(call.key, { fetchedAt, failure: null });
      return landedEnd(fetchedAt);
    },
    readLandings: async (keys) =>
      keys.map((key) => landings.get(key) ?? { fetchedAt: null, failure: null }),
  });
  undo.push(() => pump.stop());
  return pump;
}

/** Enters and waits. `ended` resolves with the end of the wait. */
async function wait(pump: Pump, symbol: string): Promise<{ ended: Promise<Progress> }> {
  const wanted = ask(symbol);
  const { entered } = await pump.enter(wanted);
  if (entered.kind !== "queued" && entered.kind !== "running") throw new Error(entered.kind);
  const ended = new Promise<Progress>((resolve) => {
    pump.watch(entered, wanted, (progress) => {
      if (progress.state === "landed" || progress.state === "failed") resolve(progress);
    });
  });
  return { ended };
}

const waitMany = (pumps: Pump[], name: string, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      wait(pumps[index % pumps.length] as Pump, `${name}${index}`),
    ),
  );

test("answers 20 of 20 queued after a 4-window store outage", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gammagate-kept-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const options = ["--dir", folder, "--appendonly", "yes", "--appendfsync", "always"];
  const first = await startRedisServer({ options });
  undo.push(() => first.stop());
  const shared: Shared = { landings: new Map(), calls: [] };
  const pumps = [await startProcess(first, shared), await startProcess(first, shared)];
  // These calls fill the window, so the next requests stay queued.
  const before = await waitMany(pumps, "FULL", 20);
  await Promise.all(before.map(({ ended }) => ended));
  const inLine = await waitMany(pumps, "S", 20);
  await first.stop();
  await systemClock.sleep(4 * WINDOW_MS);
  const second = await startRedisServer({ port: first.port, options });
  undo.push(() => second.stop());
  const ends = await Promise.all(inLine.map(({ ended }) => ended));
  expect(ends).toEqual(Array(20).fill({ state: "landed" }));
  expect(new Set(shared.calls).size).toBe(40);
  expect(shared.calls).toHaveLength(40);
}, 90_000);

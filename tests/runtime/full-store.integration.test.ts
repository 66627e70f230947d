import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCache } from "@/lib/cache/create-cache";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import { systemClock } from "@/lib/clock";
import type { Job } from "@/lib/contract/queue/job";
import type { StoredSnapshot, StoredSymbolSnapshot } from "@/lib/contract/snapshot/snapshot";
import { createGate, type Gate } from "@/lib/gate/create-gate";
import { cachePolicy, scanPolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { createMakeRoom } from "@/lib/runtime/make-room";
import { createStoreTrouble } from "@/lib/runtime/store-trouble";
import { createScans } from "@/lib/scans/create-scans";
import { placeIn } from "@/lib/scans/keep-scan";
import { pieceOf, type ScanLog } from "@/lib/scans/scan-log";
import { syncStep, wishArgument } from "@/lib/scans/sync-scan-log";
import { demoHistory } from "@/lib/upstream/demo/demo-history";
import { createDemoLooks } from "@/lib/upstream/demo/demo-looks";
import { findDemoSymbol } from "@/lib/upstream/demo/demo-symbols";
import { keys, SECRET } from "../callers/setup";
import { ask, gateConfiguration, limitOf } from "../support/store/gate-probe";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";
import { type RestBridge, startRestBridge } from "../support/store/rest-bridge";

/** The smallest hosted store there is. */
const MEGABYTES = 256;
const SYMBOLS = 200;
/** More two-year histories than may be kept. */
const COPIES = Math.ceil((1.1 * cachePolicy.keptKilobytes) / 78);
const HOUR_MS = 3_600_000;

let server: RedisServer;
let bridge: RestBridge;
let store: Store;
let gate: Gate;
let reported: string[];
let trouble: () => Promise<string | null>;

async function open(kind: "redis" | "upstash"): Promise<void> {
  const { url, token } = bridge;
  store = await createStore(kind === "redis" ? { kind, url: server.url } : { kind, url, token }, {
    clock: systemClock,
    makeRoom: createMakeRoom(keys),
  });
  reported = [];
  store.onTrouble((reason) => reported.push(reason));
  const configuration = gateConfiguration({ limitsAround: limitOf(20) });
  gate = createGate({ store, key: keys.gate, clock: systemClock, configuration });
  // Each look is one of its own: none is a second old.
  let looks = 0;
  const clock = { monotonic: () => (looks += 10_000) };
  trouble = createStoreTrouble(store, keys, clock);
}

beforeEach(async () => {
  server = await startRedisServer({
    options: ["--maxmemory", `${MEGABYTES}mb`, "--maxmemory-policy", "noeviction"],
  });
  bridge = await startRestBridge({ redisUrl: server.url });
});
afterEach(async () => {
  await store.close();
  await bridge.stop();
  await server.stop();
});

const cacheOn = () => createCache({ store, keys, calendar: createMarketCalendar("always-open") });
const jobOf = (symbol: string): Job => {
  const key = `v2:/tickers/${symbol}/series?window=2y`;
  return {
    key,
    resource: "history",
    symbol,
    span: "2y",
    charges: [{ window: "account", cost: 1 }],
    kind: "v2:/tickers/{ticker}/series",
    headline: false,
  };
};
/** The history of a symbol of the demo market, at some moment. */
const answer = (() => {
  const symbol = findDemoSymbol("SPY");
  if (!symbol) throw new Error("SPY");
  const looks = createDemoLooks(createMarketCalendar("nyse"), "two-a-day");
  const data = demoHistory(symbol, Date.UTC(2026, 10, 27, 20), "2y", looks);
  return { figures: { resource: "history" as const, data }, asOf: "2026-11-27T20:00:00.000Z" };
})();

/** A scan of two-year histories, all from fresh copies: it costs no call, so anybody may have it. */
async function scan(caller: string, snapshot: StoredSymbolSnapshot): Promise<ScanLog> {
  const scans = createScans({ store, keys, secret: SECRET });
  const wanted = Array.from({ length: SYMBOLS }, (_, index) => ({
    resource: "history" as const,
    symbol: `S${index}`,
    span: "2y" as const,
  }));
  const log = await scans.create(scans.makeId(caller), { caller, priority: 8, wanted });
  if (typeof log === "string") throw new Error(log);
  const changes = wanted.map((_, index) => ({
    event: "completed" as const,
    row: index + 1,
    source: "cache" as const,
    snapshot,
  }));
  await scans.sync(log, { changes, isLooked: true });
  return log;
}

/** The same, written by its script alone: to read all of forty back would take minutes. */
async function fillScan(caller: string, snapshot: StoredSymbolSnapshot): Promise<{ id: string }> {
  const scans = createScans({ store, keys, secret: SECRET });
  const wanted = Array.from({ length: SYMBOLS }, (_, index) => ({
    resource: "history" as const,
    symbol: `S${index}`,
    span: "2y" as const,
  }));
  const request = { caller, priority: 8, wanted };
  const log = await scans.create(scans.makeId(caller), request);
  if (typeof log === "string") throw new Error(log);
  const place = placeIn({ store, keys }, log.id, caller);
  const size = pieceOf({ request });
  for (let from = 0; from < SYMBOLS; from += size) {
    const some = wanted.slice(from, from + size);
    const changes = some.map((_, index) => ({
      event: "completed" as const,
      row: from + index + 1,
      source: "cache" as const,
      snapshot,
    }));
    const wish = wishArgument({ changes, isLooked: true });
    await syncStep(place, { id: log.id, ...wish, known: 0, tag: "", most: 1 }, changes);
  }
  return log;
}

/** A scan without readers for an hour. */
async function leave({ id }: { id: string }): Promise<void> {
  const noted = String(await server.command("HGET", keys.scansInAll, id)).split(" ");
  noted[1] = String(Number(noted[1]) - HOUR_MS);
  await server.command("HSET", keys.scansInAll, id, noted.join(" "));
  await server.command("HSET", keys.scan(id), "lookedAt", noted[1] ?? "");
}

async function usedMegabytes(): Promise<number> {
  const memory = String(await server.command("INFO", "memory"));
  return Number(/used_memory:(\d+)/.exec(memory)?.[1]) / 2 ** 20;
}

const isKept = async (log: { id: string }) =>
  Number(await server.command("EXISTS", keys.scanEvents(log.id))) === 1;
const copiesKept = async () => Number(await server.command("ZCARD", keys.copies));

/** Fills the store with another program's data. */
async function fillUp(): Promise<void> {
  for (const size of [1_000_000, 10_000, 500]) {
    for (let count = 0; ; count += 1) {
      const isIn = server.command("SET", `other:${size}:${count}`, "x".repeat(size));
      if (!(await isIn.then(Boolean, () => false))) break;
    }
  }
}

function ofSymbol(snapshot: StoredSnapshot): StoredSymbolSnapshot {
  if (snapshot.resource === "setups") throw new Error("a list was written");
  return snapshot;
}

let asked = 0;
async function expectGateWorks(): Promise<void> {
  asked += 1;
  const reply = await gate.step({ enter: [ask(`G${asked}`)], room: 6 });
  expect(reply.entered[0]?.kind).toMatch(/queued|running/);
}

test("keeps the gate and watched scans running in 256 MB", async () => {
  await open("redis");
  const cache = cacheOn();
  let snapshot: StoredSymbolSnapshot | null = null;
  // As many copies as there may be, and more.
  for (let index = 0; index < COPIES; index += 1) {
    snapshot = ofSymbol(await cache.write(jobOf(`S${index}`), answer, Date.now()));
  }
  if (!snapshot) throw new Error("nothing was written");
  expect(await copiesKept()).toBeLessThan(COPIES);
  const watched = await scan("c-watcher", snapshot);
  const stories: { id: string }[] = [];
  let most = 0;
  for (let index = 0; index < 40; index += 1) {
    const log = await fillScan(`c-${index}`, snapshot);
    await leave(log);
    stories.push(log);
    most = Math.max(most, await usedMegabytes());
    await expectGateWorks();
    expect(await trouble()).toBeNull();
    expect(await isKept(watched)).toBe(true);
  }
  const left = (await Promise.all(stories.map(isKept))).filter(Boolean).length;
  console.info(`${most.toFixed(0)} MB at most, ${left + 1} scans and ${await copiesKept()} copies`);
  // The bounds alone keep it from ever being full, with room for what else is kept.
  expect(reported).toEqual([]);
  expect(most).toBeLessThan(MEGABYTES * 0.85);
  expect(left).toBeGreaterThanOrEqual(3);
}, 300_000);

describe.each(["redis", "upstash"] as const)("a store at its memory limit, over %s", (kind) => {
  test("drops unwatched data, then the rest, and reports no room", async () => {
    await server.command("CONFIG", "SET", "maxmemory", "96mb");
    await open(kind);
    const cache = cacheOn();
    const snapshot = ofSymbol(await cache.write(jobOf("S0"), answer, Date.now()));
    for (let index = 1; index < 200; index += 1) {
      await cache.write(jobOf(`S${index}`), answer, Date.now());
    }
    // Half of them had no reader for two hours.
    const old = Array.from({ length: 100 }, (_, index) => jobOf(`S${index}`).key);
    for (const key of old) {
      await server.command("ZADD", keys.copies, String(Date.now() - 2 * HOUR_MS), key);
    }
    const unlooked = await scan("c-gone", snapshot);
    const looked = await scan("c-here", snapshot);
    await leave(unlooked);
    await gate.step({});
    const turns: { copies: number; unlooked: boolean; looked: boolean }[] = [];
    for (;;) {
      await fillUp();
      const name = `T${turns.length}`;
      const fault = await gate.step({ enter: [ask(name)] }).then(
        () => null,
        (error: { reason?: string }) => error.reason,
      );
      const [copies, isUnlooked, isLooked] = await Promise.all([
        copiesKept(),
        isKept(unlooked),
        isKept(looked),
      ]);
      // Values without readers are deleted before those with readers, and copies before scans.
      if (!isUnlooked) expect(copies).toBeLessThanOrEqual(100);
      if (copies < 100) expect(isUnlooked).toBe(false);
      if (!isLooked) expect(copies).toBe(0);
      turns.push({ copies, unlooked: isUnlooked, looked: isLooked });
      if (fault) {
        expect(fault).toBe("out-of-memory");
        break;
      }
      expect(await trouble()).toBeNull();
    }
    // A little at a time: each of them was seen to go.
    expect(turns.length).toBeGreaterThan(4);
    expect(turns.some(({ copies }) => copies > 100 && copies < 200)).toBe(true);
    expect(turns.some(({ unlooked: is, copies }) => !is && copies > 0)).toBe(true);
    expect(turns.at(-1)).toEqual({ copies: 0, unlooked: false, looked: false });
    expect(reported).toContain("out-of-memory");
    // Nothing is left to drop. The trouble is reported, and the gate's own key is unchanged. The
    // memory of command buffers is free again, so small values fill that too.
    let fills = 0;
    const troubleWhenFull = async () => {
      for (const bytes of [4_096, 16]) {
        for (let isFull = false; !isFull; fills += 1) {
          const fill = server.command("SET", `other:fill:${fills}`, "x".repeat(bytes));
          isFull = await fill.then(
            () => false,
            () => true,
          );
        }
      }
      return (await trouble()) ?? "";
    };
    await expect.poll(troubleWhenFull, { timeout: 20_000 }).toMatch(/full|not responding/);
    expect(await server.command("EXISTS", keys.gate)).toBe(1);
    await server.command("DEL", "other:1000000:0", "other:1000000:1");
    await expect.poll(trouble, { timeout: 10_000 }).toBeNull();
    await expectGateWorks();
  }, 300_000);
});

test("the bounds leave a quarter of the smallest store to all else", () => {
  // Redis keeps a large text in a block up to a fifth larger.
  const kilobytes = 1.2 * (scanPolicy.keptKilobytesInAll + cachePolicy.keptKilobytes);
  expect(kilobytes / 1_024).toBeLessThan(0.75 * MEGABYTES);
});

import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";
import { callAt, type Hands, HOUR_START, pastOn, recorderOn } from "./past-rig";

let redis: RedisServer;
let store: Store;
let hands: Hands;
beforeAll(async () => {
  redis = await startRedisServer();
  store = await createStore({ kind: "redis", url: redis.url }, { clock: systemClock });
});
afterAll(async () => {
  await store?.close();
  await redis?.stop();
});
beforeEach(async () => {
  await redis.flushAll();
  hands = { now: HOUR_START };
});

/** Every command that the server ran, those of scripts too, but our own question. */
async function commandsRun(): Promise<number> {
  const text = String(await redis.command("INFO", "commandstats"));
  const rows = [...text.matchAll(/cmdstat_([\w|]+):calls=(\d+)/g)];
  const counted = rows.filter(
    ([, name]) => !/^(info|config|hello|client|flushall)/.test(name ?? ""),
  );
  return counted.reduce((sum, [, , calls]) => sum + Number(calls), 0);
}

test("costs under 2 commands a flushed call, its folding included", async () => {
  const recorder = recorderOn(store, hands);
  const before = await commandsRun();
  for (let call = 0; call < 1_000; call += 1) {
    hands.now += 60_000;
    recorder.countAsk("misses", `c${call % 300}`, "gex");
    recorder.countCall(callAt(hands.now, { caller: `c${call % 300}` }));
    await recorder.flush();
  }
  const perCall = ((await commandsRun()) - before) / 1_000;
  console.info(`${perCall.toFixed(2)} commands a call`);
  expect(perCall).toBeLessThan(2);
  expect(perCall).toBeGreaterThan(1);
});

test("counts 1,000,000 requests of a day in under 20 MB", async () => {
  const recorders = ["desk-1", "desk-2"].map((name) => recorderOn(store, hands, name));
  const kinds = ["hits", "hits", "hits", "stale", "misses", "shared", "denied"] as const;
  const endpoints = ["gex", "curve", "history", "expirations"];
  let made = 0;
  for (let turn = 0; turn < 8_640; turn += 1) {
    hands.now = HOUR_START + turn * 10_000;
    for (let ask = 0; ask < 116 && made < 1_000_000; ask += 1) {
      const recorder = recorders[made % 2];
      // Some callers ask often, most of them seldom.
      const caller = `c${Math.floor(10_000 * ((made * 0.618_034) % 1) ** 2)}`;
      recorder?.countAsk(kinds[made % 7] ?? "hits", caller, endpoints[made % 4] ?? "gex");
      if (made % 350 === 0)
        recorder?.countCall(callAt(hands.now, { caller, waitMs: made % 9_000 }));
      made += 1;
    }
    await Promise.all(recorders.map((recorder) => recorder.flush()));
  }
  await Promise.all(recorders.map((recorder) => recorder.flushAll()));
  const { totals, callers } = await pastOn(store).read("7d", hands.now);
  const asked = totals.hits + totals.stale + totals.misses + totals.shared + totals.denied;
  expect([made, asked, totals.calls]).toEqual([1_000_000, 1_000_000, 2_858]);
  const ofCallers = [...Object.values(callers.callers), callers.others];
  expect(ofCallers.reduce((sum, { calls }) => sum + calls, 0)).toBe(2_858);
  const keys = (await redis.command("KEYS", "*")) as string[];
  const sizes = await Promise.all(keys.map((key) => redis.command("MEMORY", "USAGE", key)));
  const megabytes = sizes.reduce<number>((sum, size) => sum + Number(size), 0) / 1e6;
  console.info(`${megabytes.toFixed(2)} MB in ${keys.length} keys after a day`);
  expect(megabytes).toBeLessThan(20);
  expect(keys.length).toBeLessThan(60);
}, 600_000);

/** A caller's id as the product makes it: a letter and 12 characters. */
const callerId = (number: number) =>
  `c${createHash("sha256").update(String(number)).digest("base64url").slice(0, 12)}`;

const MONTH_HOURS = 31 * 24;
const MONTH_ASKS = 1_000_000;

test("keeps a month under 20 MB, and reads a week in a request", async () => {
  const recorders = ["desk-1", "desk-2"].map((name) => recorderOn(store, hands, name));
  const ids = Array.from({ length: 10_000 }, (_, number) => callerId(number));
  const kinds = ["hits", "hits", "hits", "stale", "misses", "shared", "denied"] as const;
  const endpoints = ["gex", "curve", "history", "expirations"];
  const perHour = Math.ceil(MONTH_ASKS / MONTH_HOURS);
  let made = 0;
  for (let hour = 0; hour < MONTH_HOURS; hour += 1) {
    // Three flushes an hour stand for hundreds: what an hour comes to is the same.
    for (let part = 0; part < 3; part += 1) {
      hands.now = HOUR_START + hour * 3_600_000 + part * 1_200_000;
      for (let ask = 0; ask < perHour / 3 && made < MONTH_ASKS; ask += 1) {
        const recorder = recorders[made % 2];
        // Frequent callers make half of each hour's traffic. Most callers make few requests.
        const caller = ids[Math.floor(10_000 * ((made * 0.618_034) % 1) ** 2)] ?? "";
        recorder?.countAsk(kinds[made % 7] ?? "hits", caller, endpoints[made % 4] ?? "gex");
        if (made % 50 === 0)
          recorder?.countCall(
            callAt(hands.now, { caller, waitMs: made % 60_000, latencyMs: 200 + (made % 700) }),
          );
        made += 1;
      }
      await Promise.all(recorders.map((recorder) => recorder.flush()));
    }
  }
  await Promise.all(recorders.map((recorder) => recorder.flushAll()));
  const keys = (await redis.command("KEYS", "*")) as string[];
  const sizes = await Promise.all(keys.map((key) => redis.command("MEMORY", "USAGE", key)));
  const megabytes = sizes.reduce<number>((sum, size) => sum + Number(size), 0) / 1e6;
  const startedAt = performance.now();
  const past = await pastOn(store).read("7d", hands.now);
  const tookMs = performance.now() - startedAt;
  const week = ((await redis.command("KEYS", "*hour*")) as string[]).slice(0, 168);
  const lengths = await Promise.all(week.map((key) => redis.command("STRLEN", key)));
  const read = lengths.reduce<number>((sum, length) => sum + Number(length), 0) / 1e6;
  console.info(
    `${megabytes.toFixed(2)} MB in ${keys.length} keys; a week is ${read.toFixed(2)} MB, read in ${tookMs.toFixed(0)} ms`,
  );
  expect(made).toBe(MONTH_ASKS);
  expect(past.totals.hits).toBeGreaterThan(90_000);
  expect(megabytes).toBeLessThan(20);
  // What a hosted store sends within a request's budget, with room for a slow line.
  expect(read).toBeLessThan(3);
}, 600_000);

import { expect, test } from "vitest";
import { httpPolicy } from "@/lib/policy";
import type { Store } from "@/lib/redis/store";
import { createStoreTrouble } from "@/lib/runtime/store-trouble";
import { StoreFault } from "@/lib/store-fault";
import { keys } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";
import { createManualClock } from "../http/manual-clock";

const store = emptyStore();

test("checks the store once a second for a hundred requests", async () => {
  const clock = createManualClock();
  let [looks, isDown] = [0, false];
  const set: Store["redis"]["set"] = (key, value, options) => {
    looks += 1;
    if (isDown) return Promise.reject(new StoreFault("unreachable"));
    return store().redis.set(key, value, options);
  };
  const redis = Object.assign(Object.create(store().redis), { set });
  const storeTrouble = createStoreTrouble({ ...store(), redis }, keys, clock);
  const askAll = async () => [...new Set(await Promise.all(Array.from({ length: 100 }, ask)))];
  const ask = () => storeTrouble();
  expect([await askAll(), looks]).toEqual([[null], 1]);
  isDown = true;
  await clock.advance(httpPolicy.statusCopyMs);
  expect([await askAll(), looks]).toEqual([[null], 1]);
  await clock.advance(1);
  expect([await askAll(), looks]).toEqual([["the store is not responding"], 2]);
  isDown = false;
  await clock.advance(httpPolicy.statusCopyMs + 1);
  expect([await askAll(), looks]).toEqual([[null], 3]);
});

test.each([
  ["out-of-memory", "the store is full, and no cached data can be dropped"],
  ["readonly", "the store accepts no writes"],
  ["timeout", "the store is not responding"],
] as const)("reports a store that refuses writes: %s", async (reason, sentence) => {
  const set = () => Promise.reject(new StoreFault(reason));
  const redis = Object.assign(Object.create(store().redis), { set });
  const storeTrouble = createStoreTrouble({ ...store(), redis }, keys, createManualClock());
  expect(await redis.ping()).toBe("PONG");
  expect(await storeTrouble()).toBe(sentence);
});

test("what is written to learn it goes away by itself", async () => {
  expect(await createStoreTrouble(store(), keys, createManualClock())()).toBeNull();
  expect(await store().redis.pttl(keys.ready)).toBeGreaterThan(0);
});

import { expect, test } from "vitest";
import { httpPolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/redis/store";
import { createStoreTrouble } from "@/lib/runtime/store-trouble";
import { emptyStore } from "../desk/empty-store";
import { createManualClock } from "../http/manual-clock";

const store = emptyStore();

test("a hundred who ask whether the store works cost one look at it, and so for a second", async () => {
  const clock = createManualClock();
  let [pings, isDown] = [0, false];
  const ping = () => {
    pings += 1;
    return isDown ? Promise.reject(new StoreFault("unreachable")) : store().redis.ping();
  };
  const redis = Object.assign(Object.create(store().redis), { ping });
  const storeTrouble = createStoreTrouble({ ...store(), redis }, clock);
  const askAll = async () => [...new Set(await Promise.all(Array.from({ length: 100 }, ask)))];
  const ask = () => storeTrouble();
  expect([await askAll(), pings]).toEqual([[null], 1]);
  isDown = true;
  await clock.advance(httpPolicy.statusCopyMs);
  expect([await askAll(), pings]).toEqual([[null], 1]);
  await clock.advance(1);
  expect([await askAll(), pings]).toEqual([["the store is not answering"], 2]);
  isDown = false;
  await clock.advance(httpPolicy.statusCopyMs + 1);
  expect([await askAll(), pings]).toEqual([[null], 3]);
});

import { expect, test } from "vitest";
import { foldLogScript } from "@/lib/metrics/fold-log.lua";
import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { emptyHour, type Flush } from "@/lib/metrics/records";
import { metricsPolicy } from "@/lib/policy";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { keys } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";
import { HOUR_START } from "./past-rig";

const store = emptyStore();
const HOUR = Math.floor(HOUR_START / 3_600_000);

function flushOf(instance: string, sequence: number): Flush {
  const named = { name: "desk-1", version: "0.1.0", region: "local" } as const;
  const hour = emptyHour();
  hour.tally.hits = 1;
  return {
    id: `${instance}.${sequence}`,
    beat: { ...named, instance, at: HOUR_START },
    hours: { [HOUR]: hour },
    minutes: {},
    calls: [],
    breakers: [],
    outside: [],
  };
}

/** A store that counts what folds cost, and may fail them. */
function counting(isFailing = false) {
  const counted = { folds: 0, readings: 0 };
  const redis = Object.assign(Object.create(store().redis), {
    lrange: (...words: Parameters<Store["redis"]["lrange"]>) => {
      counted.readings += 1;
      return store().redis.lrange(...words);
    },
  });
  const run: Store["run"] = (script, ...rest) => {
    if (script !== foldLogScript) return store().run(script, ...rest);
    counted.folds += 1;
    return isFailing ? Promise.reject(new StoreFault("refused")) : store().run(script, ...rest);
  };
  return { counted, store: { ...store(), redis, run } satisfies Store };
}

const hitsOf = async () => {
  const log = createMetricsLog({ store: store(), keys });
  return (await log.read({ hours: [HOUR], minutes: [] })).hours.get(HOUR)?.tally.hits;
};

test("folds once for 300 processes that flush after an outage", async () => {
  const { counted, store: seen } = counting();
  const logs = Array.from({ length: 300 }, () => createMetricsLog({ store: seen, keys }));
  await Promise.all(logs.map((log, index) => log.append(flushOf(`i${index}`, 1))));
  expect(counted).toEqual({ folds: 1, readings: 1 });
  expect(await hitsOf()).toBe(300);
  expect(await store().redis.llen(keys.metricsLog)).toBeLessThan(300);
});

test("repeats a failed fold on a later flush, counting all once", async () => {
  const failing = createMetricsLog({ store: counting(true).store, keys });
  const { foldedAt } = metricsPolicy;
  for (let index = 1; index <= foldedAt; index += 1) await failing.append(flushOf("one", index));
  expect(await store().redis.llen(keys.metricsLog)).toBe(foldedAt);
  const working = createMetricsLog({ store: store(), keys });
  for (let index = 1; index <= foldedAt; index += 1) await working.append(flushOf("two", index));
  expect(await store().redis.llen(keys.metricsLog)).toBe(1);
  expect(await hitsOf()).toBe(2 * foldedAt);
});

test("a log that cannot be folded stays bounded", async () => {
  const log = createMetricsLog({ store: counting(true).store, keys });
  const text = JSON.stringify(flushOf("old", 1));
  await store().redis.rpush(keys.metricsLog, ...Array(metricsPolicy.logMost + 50).fill(text));
  await log.append(flushOf("new", 1));
  expect(await store().redis.llen(keys.metricsLog)).toBe(metricsPolicy.logMost);
  expect(await store().redis.lindex(keys.metricsLog, -1)).toContain("new.1");
});

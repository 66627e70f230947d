import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { keys } from "../callers/setup";
import { callAt, type Hands, HOUR_START, pastOn, recorderOn } from "./past-rig";

let store: Store;
let hands: Hands;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  hands = { now: HOUR_START };
});

describe("what was counted", () => {
  test("is read by minute, caller, endpoint, deployment and call", async () => {
    const recorder = recorderOn(store, hands);
    for (let minute = 0; minute < 15; minute += 1) {
      hands.now = HOUR_START + minute * 60_000 + 500;
      recorder.countAsk("misses", "c-one", "gex");
      recorder.countAsk("hits", minute % 2 ? "c-one" : "c-two", "curve");
      recorder.countCall(callAt(hands.now, { waitMs: minute * 1_000 }));
      recorder.look({ queueSize: minute, windows: [] });
      await recorder.flush();
    }
    const past = await pastOn(store).read("15m", hands.now);
    expect(past.series.map(({ at }) => at)).toEqual(
      Array.from({ length: 15 }, (_, minute) => HOUR_START + minute * 60_000),
    );
    past.series.forEach((point, minute) => {
      expect(point).toMatchObject({ calls: 1, misses: 1, hits: 1, queueMax: minute });
      expect(point).toMatchObject({ waitP50Ms: minute * 1_000, latencyP95Ms: 310 });
    });
    expect(past.totals).toMatchObject({ calls: 15, hits: 15, misses: 15, waitP50Ms: 7_000 });
    expect(past.callers.callers["c-one"]).toMatchObject({ calls: 15, misses: 15, hits: 7 });
    expect(past.callers.callers["c-two"]).toMatchObject({ calls: 0, hits: 8 });
    expect(past.endpoints).toMatchObject({ gex: { calls: 15 }, curve: { hits: 15, calls: 0 } });
    expect(past.deployments).toEqual({ "desk-1": 15 });
    expect(past.recent.calls).toHaveLength(15);
    expect(Object.values(past.recent.deployments)).toMatchObject([{ name: "desk-1" }]);
  });

  test("has every value that could not be read, by its name", async () => {
    const recorder = recorderOn(store, hands);
    recorder.countCall(callAt(hands.now), ["implied_volatility", "average_volume"]);
    recorder.countCall(callAt(hands.now), ["implied_volatility"]);
    recorder.countCall(callAt(hands.now, { endpoint: "curve", outcome: "invalid" }), ["price"]);
    await recorder.flushAll();
    const { recent, totals } = await pastOn(store).read("15m", hands.now);
    expect(recent.totals.unreadable).toEqual({
      "gex implied_volatility": 2,
      "gex average_volume": 1,
      "curve price": 1,
    });
    expect(totals.calls).toBe(3);
  });

  test("is in every range: by 10 minutes a day, by the hour a week", async () => {
    const recorder = recorderOn(store, hands);
    for (const hoursAgo of [100, 20, 0]) {
      hands.now = HOUR_START - hoursAgo * 3_600_000;
      recorder.countCall(callAt(hands.now));
      await recorder.flush();
    }
    const calls = async (range: "15m" | "1h" | "24h" | "7d") => {
      const { series, totals } = await pastOn(store).read(range, HOUR_START);
      return [series.length, series.filter((point) => point.calls === 1).length, totals.calls];
    };
    expect(await calls("15m")).toEqual([15, 1, 1]);
    expect(await calls("1h")).toEqual([60, 1, 1]);
    expect(await calls("24h")).toEqual([144, 2, 2]);
    expect(await calls("7d")).toEqual([168, 3, 3]);
    const tables = async (range: "15m" | "1h" | "24h" | "7d") => {
      const { callers, endpoints, deployments } = await pastOn(store).read(range, HOUR_START);
      return [callers.callers["c-one"]?.calls, endpoints.gex?.calls, deployments["desk-1"]];
    };
    expect(await tables("15m")).toEqual([1, 1, 1]);
    expect(await tables("1h")).toEqual([1, 1, 1]);
    expect(await tables("24h")).toEqual([2, 2, 2]);
    expect(await tables("7d")).toEqual([3, 3, 3]);
  });

  test("is in the tables from a whole hour on, which they name", async () => {
    const recorder = recorderOn(store, hands);
    hands.now = HOUR_START + 5 * 60_000;
    recorder.countAsk("hits", "c-one", "gex");
    recorder.countCall(callAt(hands.now));
    await recorder.flushAll();
    hands.now = HOUR_START + 50 * 60_000;
    const { totals, tablesFrom, ...tables } = await pastOn(store).read("15m", hands.now);
    expect([totals.calls, totals.hits]).toEqual([0, 0]);
    expect(tablesFrom).toBe(HOUR_START);
    expect(tables.callers.callers["c-one"]).toMatchObject({ calls: 1, hits: 1 });
    expect(tables.endpoints.gex).toMatchObject({ calls: 1, hits: 1 });
    expect(tables.deployments).toEqual({ "desk-1": 1 });
  });

  test("counts once for each of many processes, through every fold", async () => {
    const recorders = Array.from({ length: 8 }, (_, index) =>
      recorderOn(store, hands, `d${index}`),
    );
    for (let round = 0; round < 40; round += 1) {
      hands.now += 20_000;
      for (const recorder of recorders) recorder.countCall(callAt(hands.now));
      await Promise.all(recorders.map((recorder) => recorder.flush()));
    }
    const { totals, deployments, recent } = await pastOn(store).read("1h", hands.now);
    expect(totals.calls).toBe(320);
    expect(deployments).toEqual(Object.fromEntries(recorders.map((_, n) => [`d${n}`, 40])));
    expect(recent.totals.calls).toBe(320);
    expect(recent.calls).toHaveLength(100);
    expect(await store.redis.llen(keys.metricsLog)).toBeLessThan(128);
  });

  test("includes unsent earlier counts when the process ends", async () => {
    let isDown = true;
    const failing: Store = {
      ...store,
      redis: new Proxy(store.redis, {
        get: (redis, name) => {
          if (isDown && name === "pipeline") throw new StoreFault("timeout");
          return Reflect.get(redis, name);
        },
      }),
    };
    const recorder = recorderOn(failing, hands);
    recorder.countCall(callAt(hands.now));
    await recorder.flush();
    recorder.countCall(callAt(hands.now));
    isDown = false;
    await recorder.flushAll();
    expect((await pastOn(store).read("15m", hands.now)).totals.calls).toBe(2);
  });

  test("and sent twice, because the reply was lost, is counted once", async () => {
    let isLost = true;
    const flaky: Store = {
      ...store,
      redis: new Proxy(store.redis, {
        get: (redis, name) =>
          name === "pipeline" && isLost ? () => losing(redis.pipeline()) : Reflect.get(redis, name),
      }),
    };
    const losing = (pipeline: ReturnType<Store["redis"]["pipeline"]>) => {
      const exec = pipeline.exec.bind(pipeline);
      return Object.assign(pipeline, {
        exec: async () => {
          await exec();
          isLost = false;
          throw new StoreFault("timeout");
        },
      });
    };
    const recorder = recorderOn(flaky, hands);
    recorder.countCall(callAt(hands.now));
    await recorder.flush();
    expect(await store.redis.llen(keys.metricsLog)).toBe(1);
    recorder.countCall(callAt(hands.now));
    await recorder.flushAll();
    await recorder.flushAll();
    expect(await store.redis.llen(keys.metricsLog)).toBe(3);
    expect((await pastOn(store).read("15m", hands.now)).totals.calls).toBe(2);
  });

  test("continues to count when the stored history cannot be read", async () => {
    const hour = Math.floor(HOUR_START / 3_600_000);
    const broken = [keys.metricsRecent, keys.metricsHour(hour), keys.metricsMinutes(hour)];
    for (const key of broken) await store.redis.set(key, '{"a":', { px: 60_000 });
    await store.redis.rpush(keys.metricsLog, "from elsewhere");
    const recorder = recorderOn(store, hands);
    for (let call = 0; call < 100; call += 1) {
      recorder.countCall(callAt(hands.now));
      await recorder.flush();
    }
    expect((await pastOn(store).read("15m", hands.now)).totals.calls).toBe(100);
    expect(await store.redis.llen(keys.metricsLog)).toBeLessThan(64);
  });

  test("has a life in every key it is kept under", async () => {
    const recorder = recorderOn(store, hands);
    for (let call = 0; call < 200; call += 1) {
      hands.now += 30_000;
      recorder.countCall(callAt(hands.now));
      await recorder.flush();
    }
    const all = await store.redis.keys("*");
    expect(all.length).toBeGreaterThan(4);
    for (const key of all) expect([key, (await store.redis.pttl(key)) > 0]).toEqual([key, true]);
  });
});

describe("without a call", () => {
  test("it is sent every 10 s at most, and the process is seen", async () => {
    const recorder = recorderOn(store, hands);
    for (let second = 0; second < 60; second += 1) {
      recorder.countAsk("hits", "c-one", "gex");
      await recorder.flush();
      hands.now += 1_000;
    }
    expect(await store.redis.llen(keys.metricsLog)).toBe(6);
    const before = await pastOn(store).read("15m", hands.now);
    expect(before.totals.hits).toBe(51);
    await recorder.flushAll();
    const { totals, recent } = await pastOn(store).read("15m", hands.now);
    expect(totals.hits).toBe(60);
    expect(Object.values(recent.deployments)[0]?.at).toBe(hands.now);
  });
});

describe("a breaker's changes", () => {
  const seen = (state: "closed" | "open" | "half-open", since: number, outsideAt = 0) => ({
    queueSize: 0,
    windows: [{ name: "account", state, reason: "limited", since, outsideAt } as const],
  });

  test("are noted once each, whichever processes see them", async () => {
    const recorders = [recorderOn(store, hands), recorderOn(store, hands, "desk-2")];
    const at = HOUR_START;
    const states = [
      seen("closed", at - 9_000),
      seen("open", at + 1_000, at + 1_000),
      seen("open", at + 1_000, at + 1_000),
      seen("half-open", at + 61_000, at + 1_000),
      seen("closed", at + 62_000, at + 1_000),
    ];
    for (const view of states) {
      hands.now += 15_000;
      for (const recorder of recorders) {
        recorder.look(view);
        await recorder.flush();
      }
    }
    const { recent } = await pastOn(store).read("15m", hands.now);
    expect(recent.breakers.map(({ at: when, to }) => [when - at, to])).toEqual([
      [1_000, "open"],
      [61_000, "half-open"],
      [62_000, "closed"],
    ]);
    expect(recent.outside).toEqual([{ at: at + 1_000, window: "account" }]);
  });

  test("exclude lost records and empty releases", async () => {
    const recorder = recorderOn(store, hands);
    const as = (state: "closed" | "open" | "held", reason: string, since: number) => ({
      queueSize: 0,
      windows: [{ name: "account", state, reason, since, outsideAt: 0 } as const],
    });
    const views = [
      as("closed", "", 0),
      // The store was emptied, or what was not held was released.
      as("closed", "", HOUR_START + 1_000),
      as("closed", "held", HOUR_START + 2_000),
      as("held", "held", HOUR_START + 3_000),
      // Held once more.
      as("held", "held", HOUR_START + 4_000),
      as("open", "limited", HOUR_START + 5_000),
      as("open", "credentials", HOUR_START + 6_000),
      as("closed", "credentials", HOUR_START + 7_000),
    ];
    for (const view of views) {
      hands.now += 15_000;
      recorder.look(view);
      await recorder.flush();
    }
    const { recent } = await pastOn(store).read("15m", hands.now);
    expect(recent.breakers.map(({ at, to, reason }) => [at - HOUR_START, to, reason])).toEqual([
      [3_000, "held", "held"],
      [5_000, "open", "limited"],
      [6_000, "open", "credentials"],
      [7_000, "closed", "credentials"],
    ]);
  });
});

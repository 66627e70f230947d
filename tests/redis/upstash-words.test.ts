import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import { defineScript } from "@/lib/redis/script";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { replyJson, startScriptedServer } from "../support/fake-upstream/scripted-server";

const FULL = "ERR DB capacity quota exceeded. Limit: 268435456 bytes, Usage: 268435456 bytes.";
const TOO_LARGE = "ERR max request size exceeded. Limit: 1048576 bytes, Actual: 2273280 bytes.";
const SCRIPT = defineScript("return redis.call('SET', KEYS[1], ARGV[1])");

/** What Upstash answers to a write; null: it takes it. */
let refusal: string | null;
let rooms: number;
let isRoom: boolean;
let reported: string[];
let server: Awaited<ReturnType<typeof startScriptedServer>>;
let store: Store;
beforeEach(async () => {
  [refusal, rooms, isRoom, reported] = [null, 0, false, []];
  server = await startScriptedServer(({ body }, response) => {
    const isWrite = /set|eval/i.test(body);
    if (refusal === null || !isWrite) replyJson(response, 200, { result: "OK" });
    else replyJson(response, 400, { error: refusal });
  });
  store = await createStore(
    { kind: "upstash", url: `http://127.0.0.1:${server.port}`, token: "t" },
    {
      clock: systemClock,
      makeRoom: async (direct) => {
        rooms += 1;
        await direct.redis.del("a copy");
        if (isRoom) refusal = null;
        return isRoom;
      },
    },
  );
  store.onTrouble((reason) => reported.push(reason));
});
afterEach(async () => {
  await store.close();
  await server.stop();
});

const reasonOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "works",
    (fault: unknown) => (fault instanceof StoreFault ? fault.reason : String(fault)),
  );
const write = () => reasonOf(store.redis.set("k", "v"));
const run = () => reasonOf(store.run(SCRIPT, ["k"], ["v"], storePolicy.firstTryMs));

test("reports a full database at once, and makes room for writes", async () => {
  refusal = FULL;
  isRoom = true;
  expect(await Promise.all([run(), write(), write()])).toEqual(["works", "works", "works"]);
  expect([rooms, reported]).toEqual([1, ["out-of-memory"]]);
  expect(server.asked.filter(({ body }) => /del/i.test(body))).toHaveLength(1);
});

test("without room it is a store that cannot be used", async () => {
  refusal = FULL;
  for (let count = 0; count < storePolicy.failuresBeforeRest; count += 1) {
    expect(await write()).toBe("out-of-memory");
  }
  expect(await write()).toBe("resting");
  expect(reported).toEqual(["out-of-memory"]);
});

test("refuses only what is too large: no rest, and not called full", async () => {
  refusal = TOO_LARGE;
  for (let count = 0; count < 10; count += 1) {
    expect([await write(), await run()]).toEqual(["refused", "refused"]);
  }
  expect(await reasonOf(store.redis.get("k"))).toBe("works");
  expect([rooms, reported]).toEqual([0, []]);
});

test("never sends a pipeline again that may have run in part", async () => {
  refusal = FULL;
  isRoom = true;
  expect(await reasonOf(store.redis.pipeline().rpush("list", "set").exec())).toBe("out-of-memory");
  expect(rooms).toBe(1);
  expect(server.asked.filter(({ path }) => path.includes("pipeline"))).toHaveLength(1);
});

import { inspect } from "node:util";
import { Ratelimit } from "@upstash/ratelimit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineScript } from "@/lib/redis/script";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { provideWires } from "../support/store/wires";

const { server, openEmpty } = provideWires();
let store: Store;

describe.each(["upstash", "redis", "embedded"] as const)("the store over %s", (kind) => {
  beforeEach(async () => {
    await server().command("SCRIPT", "FLUSH");
    store = await openEmpty(kind);
  });
  afterEach(() => store.close());

  it("says which it is", () => {
    expect(store.kind).toBe(kind);
  });

  it.each(["12", "1e3", "true", "null", '{"a":1}', "", "OK", "naïve 🚀 \u0000\r\n x", "b64=="])(
    "a string stays the string it was: %j",
    async (text) => {
      expect(await store.redis.set("k", text)).toBe("OK");
      expect(await store.redis.get("k")).toBe(text);
      expect(await store.redis.mget("k", "missing")).toEqual([text, null]);
      const both = await store.redis.pipeline().get("k").mget("k", "missing").exec();
      expect(both).toEqual([text, [text, null]]);
      expect(await run("return {ARGV[1], {ARGV[1]}, 7}", [], [text])).toEqual([text, [text], 7]);
    },
  );

  it("SET takes a life in milliseconds and NX", async () => {
    expect(await store.redis.set("k", "v", { px: 60_000, nx: true })).toBe("OK");
    expect(await store.redis.set("k", "w", { nx: true })).toBeNull();
    const life = await store.redis.pttl("k");
    expect(life).toBeGreaterThan(55_000);
    expect(life).toBeLessThanOrEqual(60_000);
    await store.redis.set("short", "v", { px: 1 });
    await expect.poll(() => store.redis.get("short")).toBeNull();
  });

  it("answers HGETALL as a flat array, empty for a missing key", async () => {
    await store.redis.hset("h", { b: "1", __proto: "x", "2": "text" });
    const all: unknown = await store.redis.hgetall("h");
    expect(all).toEqual(["2", "text", "b", "1", "__proto", "x"]);
    expect(await store.redis.pipeline().hgetall("h").exec()).toEqual([all]);
    expect(await store.redis.multi().hgetall("h").exec()).toEqual([all]);
    expect(await store.redis.hgetall("missing")).toEqual([]);
  });

  it("pipelines and transactions answer in order", async () => {
    for (const chain of [store.redis.pipeline(), store.redis.multi()]) {
      chain.set("n", "1").incr("n").get("n").get("missing").zadd("z", { score: 1.5, member: "m" });
      chain.zrange("z", 0, -1, { withScores: true }).del("n", "z");
      expect(await chain.exec()).toEqual(["OK", 2, "2", null, 1, ["m", "1.5"], 2]);
    }
  });

  it("a pipeline or transaction with one bad command is a fault", async () => {
    await store.redis.set("k", "text");
    expect(await faultOf(store.redis.pipeline().get("k").incr("k").exec())).toBe("refused");
    expect(await faultOf(store.redis.multi().get("k").incr("k").exec())).toBe("refused");
  });

  it("gives scripts TIME, cjson and cmsgpack, and keeps integers", async () => {
    const text = `
      local time = redis.call("TIME")
      local packed = cmsgpack.pack({ list = { 1, 2 }, name = ARGV[1] })
      redis.call("SET", KEYS[1], packed)
      local back = cmsgpack.unpack(redis.call("GET", KEYS[1]))
      local milliseconds = time[1] * 1000 + math.floor(time[2] / 1000)
      return { milliseconds, cjson.encode({ back.list[2], back.name }), cjson.decode("[3]")[1] }`;
    const reply = await run(text, ["packed"], ["é"]);
    expect(reply).toEqual([expect.any(Number), '[2,"é"]', 3]);
    const [milliseconds] = reply as [number];
    expect(Math.abs(milliseconds - Date.now())).toBeLessThan(1_000);
  });

  it("sends the text of a script the server lacks, to run once", async () => {
    const script = defineScript('return redis.call("INCR", KEYS[1])');
    expect(await store.run(script, ["n"], [], 900)).toBe(1);
    expect(await store.run(script, ["n"], [], 900)).toBe(2);
    await store.redis.scriptFlush();
    expect(await store.run(script, ["n"], [], 900)).toBe(3);
  });

  it("runs key-locking scripts by text, by SHA and through the SDK", async () => {
    const text = "#!lua flags=allow-key-locking\n-- why\nreturn { KEYS[1], ARGV[1] }";
    for (let i = 0; i < 2; i++) expect(await run(text, ["k"], ["12"])).toEqual(["k", "12"]);
    // Known by the SHA of what was written, not of what this wire sends.
    const { sha } = defineScript(text);
    expect(await store.redis.evalsha(sha, ["k"], ["12"])).toEqual(["k", "12"]);
    await store.redis.scriptFlush();
    const script = store.redis.createScript<string[]>(text);
    for (let i = 0; i < 2; i++) expect(await script.exec(["k"], ["12"])).toEqual(["k", "12"]);
    expect(await store.redis.pipeline().eval(text, ["k"], ["x"]).exec()).toEqual([["k", "x"]]);
  });

  it("the sliding window of @upstash/ratelimit counts", async () => {
    const limiter = limit(Ratelimit.slidingWindow(2, "10 m"));
    const outcomes = [];
    for (let i = 0; i < 3; i++) outcomes.push((await limiter.limit("caller")).success);
    expect(outcomes).toEqual([true, true, false]);
    expect((await limiter.getRemaining("caller")).remaining).toBe(0);
    expect((await limiter.limit("another")).success).toBe(true);
  });

  it("holds one token for @upstash/ratelimit, and takes one back", async () => {
    const limiter = limit(Ratelimit.tokenBucket(1, "10 m", 1));
    expect((await limiter.limit("caller")).success).toBe(true);
    const refused = await limiter.limit("caller");
    expect(refused.success).toBe(false);
    expect(refused.reset).toBeGreaterThan(Date.now() + 590_000);
    await limiter.limit("caller", { rate: -1 });
    expect((await limiter.limit("caller")).success).toBe(true);
  });

  it("refuses with a fault that names no key, value or address", async () => {
    await store.redis.set("secret-key", "secret-value");
    const attempts = [
      () => store.redis.incr("secret-key"),
      () => store.redis.exec(["NOSUCHCOMMAND", "secret-key", "secret-value"]),
      () => store.redis.pipeline().incr("secret-key").exec(),
      () => run("return redis.call('INCR', KEYS[1])", ["secret-key"], ["secret-value"]),
      () => run("return error(ARGV[1])", ["secret-key"], ["secret-value"]),
      () => run("this is no Lua secret-value", [], []),
    ];
    for (const attempt of attempts) {
      const error = await attempt().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(StoreFault);
      expect(error).toMatchObject({ reason: "refused" });
      const shown = inspect(error, { depth: 10, showHidden: true }).replaceAll(/\n +at .*/g, "");
      expect(shown).not.toMatch(/secret|127\.0\.0\.1|localhost/);
    }
  });

  it("a broken script's error names the line of its source", async () => {
    const text = "#!lua flags=allow-key-locking\n-- why\nlocal state = nil\nreturn state.x";
    const fault = await run(text, [], []).catch((caught: unknown) => caught);
    expect(fault).toMatchObject({ cause: { message: expect.stringContaining("line 4: attempt") } });
  });

  it("a hundred commands at once all get their own answers", async () => {
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) => store.redis.set(`k${i}`, `${i}`, { get: true })),
    );
    expect(replies).toEqual(Array(100).fill(null));
    const names = Array.from({ length: 100 }, (_, i) => `k${i}`);
    expect(await Promise.all(names.map((name) => store.redis.get(name)))).toEqual(
      names.map((name) => name.slice(1)),
    );
  });
});

function run(text: string, keys: string[], args: string[]): Promise<unknown> {
  return store.run(defineScript(text), keys, args, 900);
}

function limit(limiter: ConstructorParameters<typeof Ratelimit>[0]["limiter"]): Ratelimit {
  return new Ratelimit({ redis: store.redis, limiter, timeout: 0, ephemeralCache: false });
}

async function faultOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StoreFault);
  return error instanceof StoreFault ? error.reason : "";
}

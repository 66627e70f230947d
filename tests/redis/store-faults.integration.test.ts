import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Clock, systemClock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import { defineScript } from "@/lib/redis/script";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { endsWithin } from "../support/ends-within";
import { type FaultProxy, startFaultProxy } from "../support/servers/fault-proxy";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";
import { type RestBridge, startRestBridge } from "../support/store/rest-bridge";

let server: RedisServer;
let bridge: RestBridge;
let proxy: FaultProxy;
let store: Store;
/** Added to the clock that times rests, so that none is slept through. */
let ahead = 0;
const clock: Clock = { ...systemClock, monotonic: () => performance.now() + ahead };
const restIsOver = () => {
  ahead += 2 * storePolicy.restNextMs;
};

// Each wire goes through the proxy: to redis-server, or to the bridge beside a healthy one.
describe.each(["upstash", "redis"] as const)("bad days of the store over %s", (kind) => {
  beforeEach(async () => {
    server = await startRedisServer();
    bridge = await startRestBridge({ redisUrl: server.url });
    const targetPort = kind === "redis" ? server.port : Number(new URL(bridge.url).port);
    proxy = await startFaultProxy({ targetPort });
    store = await createStore(
      kind === "redis"
        ? { kind, url: `redis://127.0.0.1:${proxy.port}` }
        : { kind, url: `http://127.0.0.1:${proxy.port}`, token: bridge.token },
      { clock },
    );
  });
  afterEach(async () => {
    await store.close();
    await proxy.stop();
    await bridge.stop();
    await server.stop();
  });

  it("ends each command in time on a hanging server, then works", async () => {
    await store.redis.set("k", "v");
    server.pause();
    const reasons = Promise.all(Array.from({ length: 50 }, () => reasonOf(store.redis.get("k"))));
    expect(await endsWithin(1_000, reasons)).toBe(true);
    expect(new Set(await reasons)).toEqual(new Set(["timeout"]));
    server.resume();
    expect(await store.redis.get("k")).toBe("v");
  });

  it("piles nothing up on a hanging connection, then works", async () => {
    await store.redis.set("k", "v");
    proxy.hang();
    for (let i = 0; i < 3; i++) expect(await reasonOf(store.redis.get("k"))).toBe("timeout");
    const reasons = Promise.all(Array.from({ length: 500 }, () => reasonOf(store.redis.get("k"))));
    expect(await endsWithin(200, reasons)).toBe(true);
    expect(new Set(await reasons)).toEqual(new Set(["resting"]));
    // Node's fetch keeps one connection ready; its requests are gone.
    const kept = kind === "upstash" ? 1 : 0;
    await expect.poll(() => proxy.connections(), { timeout: 3_000 }).toBeLessThanOrEqual(kept);
    await proxy.heal();
    restIsOver();
    expect(await store.redis.get("k")).toBe("v");
  });

  it("a script's own time-out bounds both of its tries", async () => {
    const script = defineScript("return 1");
    proxy.setLatency(150);
    const reason = reasonOf(store.run(script, [], [], 400));
    expect(await endsWithin(500, reason)).toBe(true);
    expect(await reason).toBe("timeout");
    await proxy.heal();
    await expect.poll(() => reasonOf(store.run(script, [], [], 400))).toBe("1");
  });

  it("a slow line is slow, and nothing runs twice", async () => {
    await store.redis.incr("n");
    proxy.setLatency(150);
    expect(await store.redis.incr("n")).toBe(2);
    expect(await Promise.all([store.redis.incr("n"), store.redis.get("n")])).toEqual([3, "3"]);
    await proxy.heal();
    expect(await server.command("GET", "n")).toBe("3");
  });

  it("is unreachable at once if refused, until the server is back", async () => {
    await store.redis.set("k", "v");
    await proxy.down();
    const tried = async () => {
      for (let i = 0; i < 3; i++) expect(await reasonOf(store.redis.get("k"))).toBe("unreachable");
      expect(await reasonOf(store.redis.get("k"))).toBe("resting");
    };
    expect(await endsWithin(300, tried())).toBe(true);
    await proxy.heal();
    restIsOver();
    expect(await store.redis.get("k")).toBe("v");
  });

  it("fails at most the commands in flight on cut connections", async () => {
    await store.redis.set("k", "v");
    for (let i = 0; i < 5; i++) {
      proxy.reset();
      await expect.poll(() => proxy.connections()).toBe(0);
      const outcome = await reasonOf(store.redis.get("k"));
      if (outcome !== "v") expect(outcome).toBe("unreachable");
      expect(await store.redis.get("k")).toBe("v");
    }
  });

  it("leaves a lost reply unknown, and never sends it again", async () => {
    await store.redis.set("n", "0");
    proxy.loseNextReply();
    expect(await reasonOf(store.redis.incr("n"))).toBe("unreachable");
    expect(await store.redis.get("n")).toBe("1");
    const script = defineScript('return redis.call("INCR", KEYS[1])');
    await store.run(script, ["n"], [], 900);
    proxy.loseNextReply();
    expect(await reasonOf(store.run(script, ["n"], [], 900))).toBe("unreachable");
    expect(await store.redis.get("n")).toBe("3");
  });

  it("reports a replica as readonly, also to transactions", async () => {
    await server.command("REPLICAOF", "127.0.0.1", "1");
    expect(await reasonOf(store.redis.set("k", "v"))).toBe("readonly");
    expect(await reasonOf(store.run(writing, ["k"], [], 900))).toBe("readonly");
    expect(await reasonOf(store.redis.multi().set("k", "v").exec())).toBe("readonly");
    await server.command("REPLICAOF", "NO", "ONE");
    restIsOver();
    expect(await store.redis.set("k", "v")).toBe("OK");
  });

  it("reports a full server as out-of-memory, also to pipelines", async () => {
    await server.command("CONFIG", "SET", "maxmemory", "1");
    expect(await reasonOf(store.redis.set("k", "v"))).toBe("out-of-memory");
    expect(await reasonOf(store.run(writing, ["k"], [], 900))).toBe("out-of-memory");
    expect(await reasonOf(store.redis.pipeline().set("k", "v").exec())).toBe("out-of-memory");
    await server.command("CONFIG", "SET", "maxmemory", "0");
    restIsOver();
    expect(await store.redis.set("k", "v")).toBe("OK");
  });

  it("a restart of the server is no more than one failure", async () => {
    await store.redis.set("k", "v");
    const { port } = server;
    await server.stop();
    server = await startRedisServer({ port });
    const first = await reasonOf(store.redis.get("k"));
    if (first !== "null") expect(first).toBe("unreachable");
    expect(await reasonOf(store.redis.get("k"))).toBe("null");
  });
});

describe("addresses that lead nowhere", () => {
  it.each([
    { kind: "redis", url: "redis://no-such-host.invalid:6379" },
    { kind: "upstash", url: "https://no-such-host.invalid", token: "t" },
    { kind: "redis", url: "redis://127.0.0.1:1" },
    { kind: "upstash", url: "http://127.0.0.1:1", token: "t" },
  ] as const)("$kind at $url: made without an error, unreachable when used", async (config) => {
    const nowhere = await createStore(config, { clock });
    expect(await reasonOf(nowhere.redis.get("k"))).toMatch(/^(unreachable|timeout)$/);
    await nowhere.close();
  });

  it("a wrong token or password is a refusal, not an outage", async () => {
    const own = await startRedisServer({ options: ["--requirepass", "right"] });
    const gate = await startRestBridge({ redisUrl: own.url, token: "right" });
    for (const config of [
      { kind: "redis", url: `redis://:wrong@127.0.0.1:${own.port}` },
      { kind: "upstash", url: gate.url, token: "wrong" },
    ] as const) {
      const locked = await createStore(config, { clock });
      expect(await reasonOf(locked.redis.get("k"))).toBe("refused");
      await locked.close();
    }
    await gate.stop();
    await own.stop();
  });
});

const writing = defineScript('return redis.call("SET", KEYS[1], "v")');

/** The fault's reason, or the answer as text. */
function reasonOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(String, (error: unknown) => {
    expect(error).toBeInstanceOf(StoreFault);
    return error instanceof StoreFault ? error.reason : "";
  });
}

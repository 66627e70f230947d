import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { refreshAnswerSchema } from "@/lib/contract/queue/refresh";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { startAppServer } from "../../support/servers/app-server";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import {
  type Answer,
  createVisitor,
  slugOf,
  type Visitor,
} from "../../support/visitors/http-visitor";

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  const env = { REFRESH_INTERVAL_SECONDS: "60", REFRESH_COOLDOWN_SECONDS: "1" };
  site = await startDeployment({ env });
  visitor = await site.visit();
});
afterAll(() => site?.stop());

const ticketsIn = (answer: Answer) => refreshAnswerSchema.parse(answer.body).tickets;

const quotaOf = async () => quotaSchema.parse((await visitor.get("/api/rate-limit-status")).body);

describe("before the first window has passed", () => {
  test("reports the quota as full, with the reason and until when", async () => {
    const quota = await quotaOf();
    expect(quota).toMatchObject({ limit: 20, used: 20, remaining: 0, low: true, windowSeconds: 2 });
    expect(quota).toMatchObject({
      health: "unknown",
      healthReason: expect.stringContaining("earlier API calls may still count"),
    });
    expect(quota.slotsFreeInSeconds).toHaveLength(20);
    expect(quota.nextSlotInSeconds).toBeGreaterThan(5);
    expect(quota).toMatchObject({ store: "redis", upstream: "v2", market: { state: "open" } });
  });
});

describe("POST /api/refresh", () => {
  beforeAll(() => site.opened());

  test.each<[string, unknown, number, string]>([
    ["nothing", "", 400, "invalid-request"],
    ["no symbols", {}, 400, "invalid-request"],
    ["an empty list", { symbols: [] }, 400, "invalid-request"],
    ["a string", { symbols: "SPY" }, 400, "invalid-request"],
    ["null", { symbols: null }, 400, "invalid-request"],
    ["an object", { symbols: { 0: "SPY" } }, 400, "invalid-request"],
    ["a nested list", { symbols: [["SPY"]] }, 400, "invalid-request"],
    ["numbers", { symbols: [1] }, 400, "invalid-request"],
    ["an unknown field", { symbols: ["SPY"], canary99: 1 }, 400, "invalid-request"],
    ["another resource", { symbols: ["SPY"], resource: "canary99" }, 400, "invalid-request"],
    ["a prototype", '{"symbols":["SPY"],"__proto__":{"x":1}}', 400, "invalid-request"],
    ["half of it", '{"symbols":["SPY"', 400, "invalid-request"],
    ["NaN", '{"symbols":[NaN]}', 400, "invalid-request"],
    ["depth 6", '{"symbols":[[[[[["SPY"]]]]]]}', 400, "invalid-request"],
    ["11 symbols", { symbols: Array.from("ABCDEFGHIJK") }, 422, "unprocessable"],
    ["none that is one", { symbols: ["---", "canary 99", "ＳＰＹ"] }, 422, "unprocessable"],
    ["over 32 KB", { symbols: ["S".repeat(33_000)] }, 413, "payload-too-large"],
  ])("refuses %s without repeating it", async (_, body, status, slug) => {
    const answer = await visitor.post("/api/refresh", body);
    expect([answer.status, slugOf(answer)]).toEqual([status, slug]);
    expect(answer.text).not.toContain("canary");
  });

  test.each<[string, Record<string, string>]>([
    ["another type", { "content-type": "text/plain" }],
    ["compressed", { "content-encoding": "gzip" }],
  ])("answers %s with 415", async (_, headers) => {
    const answer = await visitor.post("/api/refresh", { symbols: ["SPY"] }, headers);
    expect(slugOf(answer)).toBe("unsupported-media-type");
  });

  test("requests what is due once, then cools down for all", async () => {
    await site.seed("AGED", { isFresh: true });
    await site.seed("YOUNG", { fetchedAgoMs: 0, isFresh: true });
    const symbols = ["aged", "NONE", "AGED", " none ", "---", "YOUNG"];
    const before = site.upstream.arrivals().length;
    const answer = await visitor.post("/api/refresh", { symbols });
    expect(answer.status, answer.text).toBe(202);
    const { tickets, fresh, rejected, duplicates, cost } = refreshAnswerSchema.parse(answer.body);
    expect(duplicates).toEqual(["AGED", "NONE"]);
    expect(answer.headers.ratelimit).toMatch(/^"upstream";r=\d+/);
    expect(tickets.map(({ symbol, lane }) => [symbol, lane])).toEqual([
      ["AGED", "standard"],
      ["NONE", "standard"],
    ]);
    expect(fresh.map(({ symbol, source }) => [symbol, source])).toEqual([["YOUNG", "cache"]]);
    expect(rejected.map(({ pointer }) => pointer)).toEqual(["/symbols/4"]);
    expect(cost).toBe(2);
    for (const { ticket } of tickets) {
      const read = await visitor.get(`/api/tickets/${ticket}`, { prefer: "wait=5" });
      expect(ticketSchema.parse(read.body).state).toBe("completed");
    }
    const arrived = site.upstream.arrivals().slice(before);
    expect(arrived.map(({ symbol }) => symbol).sort()).toEqual(["AGED", "NONE"]);
    await pause(1_100);
    const again = await visitor.post("/api/refresh", { symbols: ["AGED"] });
    expect(slugOf(again)).toBe("cooling-down");
    expect(Number(again.headers["retry-after"])).toBeGreaterThan(50);
    expect(slugOf(await visitor.get("/api/gex/NONE?refresh=1"))).toBe("cooling-down");
    // Nothing of it is charged: all of it is fresh.
    await site.seed("YOUNG", { fetchedAgoMs: 0, isFresh: true });
    const free = await visitor.post("/api/refresh", { symbols: ["YOUNG"] });
    expect([free.status, ticketsIn(free)]).toEqual([202, []]);
  });
});

describe("without a press no call is made", () => {
  test.each<[string, string, Record<string, string>]>([
    ["GET", "/api/gex/FREE?cached=1", {}],
    ["HEAD", "/api/gex/FREE", {}],
    ["HEAD", "/api/gex/FREE?refresh=1", {}],
    ["GET", "/api/gex/FREE", { "sec-purpose": "prefetch" }],
    ["GET", "/api/gex/FREE?refresh=1", { "sec-purpose": "prefetch;prerender" }],
    ["GET", "/api/gex/FREE", { "sec-fetch-dest": "document" }],
    ["GET", "/", {}],
    ["GET", "/api/rate-limit-status", {}],
    ["GET", "/api/queue-status", {}],
    ["GET", "/api/health", {}],
    ["GET", "/api/ready", {}],
    ["GET", "/api/tickets/events", {}],
    ["GET", "/api/openapi.json", {}],
  ])("%s %s %o", async (method, target, headers) => {
    const before = site.upstream.arrivals().length;
    const isSnapshot = target.includes("/gex/");
    const missing = await visitor.send(method, target, headers);
    expect(missing.status).toBe(isSnapshot ? 404 : 200);
    if (isSnapshot && method === "GET") expect(slugOf(missing)).toBe("not-cached");
    await site.seed("FREE");
    const found = await visitor.send(method, target, headers);
    await site.redis.command("DEL", "gammagate:snapshot:contract:v2:/tickers/FREE");
    expect(found.status).toBe(200);
    if (isSnapshot && method === "GET") {
      expect(snapshotSchema.parse(found.body)).toMatchObject({ source: "stale", symbol: "FREE" });
    }
    const queue = queueStatusSchema.parse((await visitor.get("/api/queue-status")).body);
    expect(queue).toMatchObject({ queueSize: 0, mine: [] });
    expect(site.upstream.arrivals()).toHaveLength(before);
  });
});

describe("the status reports the current quota", () => {
  test("reports used, remaining, low, and when each slot frees", async () => {
    while ((await quotaOf()).used > 0) await pause(100);
    const symbols = Array.from({ length: 16 }, (_, index) => `USE${index}`);
    await Promise.all(symbols.map((symbol) => visitor.get(`/api/gex/${symbol}`)));
    const quota = await quotaOf();
    expect(quota.used).toBeGreaterThanOrEqual(16);
    expect(quota.remaining).toBe(20 - quota.used);
    expect(quota).toMatchObject({ low: true, health: "healthy", breaker: { state: "closed" } });
    const { used, breaker } = quota;
    const rolling = { windowSeconds: 2, period: null, resetsAt: null, breaker };
    expect(quota.windows).toEqual([
      {
        name: "account",
        label: "all API calls",
        charged: "All API calls",
        limit: 20,
        used,
        ...rolling,
      },
      {
        name: "expensive",
        label: "curves",
        charged: "API calls for gamma by strike, expirations and screeners",
        limit: 5,
        used: 0,
        ...rolling,
      },
      expect.objectContaining({ name: "month", limit: 1_000_000, period: "month", breaker }),
    ]);
    const [, , month] = quota.windows;
    expect(month?.used).toBeGreaterThanOrEqual(16);
    expect(Date.parse(month?.resetsAt ?? "")).toBeGreaterThan(Date.now());
    expect(quota.slotsFreeInSeconds).toHaveLength(quota.used);
    expect([...quota.slotsFreeInSeconds].sort((a, b) => a - b)).toEqual(quota.slotsFreeInSeconds);
    for (const seconds of quota.slotsFreeInSeconds) expect(seconds).toBeLessThanOrEqual(2.2);
    const answer = await visitor.get("/api/queue-status");
    const queue = queueStatusSchema.parse(answer.body);
    expect(queue.callsThisMinute + queue.remainingQuota).toBe(20);
    expect(queue).toMatchObject({ queueSize: 0, circuitBreakerActive: false });
  });
});

test("is not ready with a store that drops keys, but is healthy", async () => {
  await site.redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
  // A look at the store serves for a second.
  const isReady = async () => (await visitor.get("/api/ready")).status === 200;
  await expect.poll(isReady, { timeout: 1_500 }).toBe(false);
  const answer = await visitor.get("/api/ready");
  expect([answer.status, answer.headers["content-type"]]).toEqual([503, "application/health+json"]);
  expect(answer.body).toMatchObject({ status: "fail" });
  expect((await visitor.get("/api/health")).body).toEqual({ status: "pass" });
  await site.redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
  await expect.poll(isReady, { timeout: 1_500 }).toBe(true);
  expect((await visitor.get("/api/ready")).body).toEqual({ status: "pass" });
});

test("starts the embedded demo market with an empty window", async () => {
  const server = await startAppServer();
  const guest = createVisitor(server.port);
  const quota = quotaSchema.parse((await guest.get("/api/rate-limit-status")).body);
  expect(quota).toMatchObject({ used: 0, store: "embedded", upstream: "demo", health: "healthy" });
  const answer = await guest.get("/api/gex/SPY");
  expect(snapshotSchema.parse(answer.body).source).toBe("upstream");
  await server.kill();
});

test("never reveals the upstream's key", () => site.expectNoKey());

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { type Answer, slugOf, type Visitor } from "../../support/visitors/http-visitor";

/** What the product promises, and what the wire and a busy machine add to it. */
const ANSWERED_WITHIN_MS = 1_000 + 500;
const BACK_WITHIN_MS = 5_000 + 500;

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  site = await startDeployment();
  visitor = await site.visit();
  await site.opened();
});
afterAll(() => site?.stop());

const setMemory = async (bytes: string) =>
  void (await site.redis.command("CONFIG", "SET", "maxmemory", bytes));

/** Each way the store can fail, and how it comes back. */
const OUTAGES: [string, () => Promise<void> | void, () => Promise<void> | void][] = [
  ["refuses connections", () => site.line.down(), () => site.line.heal()],
  ["hangs", () => site.line.hang(), () => site.line.heal()],
  ["is frozen", () => site.redis.pause(), () => site.redis.resume()],
  ["is full, with nothing to drop", () => setMemory("1"), () => setMemory("0")],
];

async function inTime(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  expect(answer.tookMs).toBeLessThan(ANSWERED_WITHIN_MS);
  return answer;
}

/** Many at once, and then more while the store is left alone. */
async function askDuringOutage(): Promise<void> {
  const stale = await inTime(visitor.get("/api/gex/KNOWN?refresh=1"));
  expect(snapshotSchema.parse(stale.body)).toMatchObject({
    source: "stale",
    staleReason: "store-down",
    quota: { health: "unknown", remaining: 0 },
  });
  expect(stale.headers["cache-status"]).toContain("detail=store-down");
  expect(Number(stale.headers.age)).toBeGreaterThanOrEqual(30);
  const passive = await inTime(visitor.get("/api/gex/KNOWN?cached=1"));
  expect(snapshotSchema.parse(passive.body)).toMatchObject({ staleReason: "store-down" });
  const targets = [
    "/api/gex/STRANGE",
    "/api/gex/STRANGE?cached=1",
    "/api/rate-limit-status",
    "/api/queue-status",
    "/api/tickets/events",
  ];
  const answers = await Promise.all(targets.map((target) => inTime(visitor.get(target))));
  const refused = await inTime(visitor.post("/api/refresh", { symbols: ["KNOWN"] }));
  for (const answer of [...answers, refused]) {
    expect(slugOf(answer)).toBe("store-unavailable");
    expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(1);
  }
  const ready = async () => (await inTime(visitor.get("/api/ready"))).status;
  await expect.poll(ready, { timeout: 1_500 }).toBe(503);
  expect((await inTime(visitor.get("/api/health"))).status).toBe(200);
  expect((await inTime(visitor.get("/"))).status).toBe(200);
}

describe.each(OUTAGES)("a store that %s", (_, fail, heal) => {
  test("yields a copy or 503 in 1 s, no call, and recovers in 5 s", async () => {
    await site.seed("KNOWN", { fetchedAgoMs: 30_000, isFresh: true });
    expect((await visitor.get("/api/gex/KNOWN?cached=1")).status).toBe(200);
    const before = site.upstream.arrivals().length;
    await fail();
    try {
      await askDuringOutage();
      await pause(1_000);
      await askDuringOutage();
      expect(site.upstream.arrivals()).toHaveLength(before);
    } finally {
      await heal();
    }
    const healedAt = performance.now();
    const symbol = `BACK${before}`;
    while ((await visitor.get(`/api/gex/${symbol}`)).status !== 200) {
      expect(performance.now() - healedAt).toBeLessThan(BACK_WITHIN_MS);
      await pause(100);
    }
    expect(performance.now() - healedAt).toBeLessThan(BACK_WITHIN_MS);
    // A look at the store serves for a second.
    const ready = async () => (await visitor.get("/api/ready")).status;
    await expect.poll(ready, { timeout: 1_500 }).toBe(200);
    const arrived = site.upstream.arrivals().map((arrival) => arrival.symbol);
    expect(arrived.slice(before)).toEqual([symbol]);
  });
});

test("answers as usual with a store slower by 300 ms", async () => {
  site.line.setLatency(150);
  const answer = await visitor.get("/api/gex/SLOWLY");
  await site.line.heal();
  expect(snapshotSchema.parse(answer.body).source).toBe("upstream");
  expect(site.upstream.arrivals().filter(({ symbol }) => symbol === "SLOWLY")).toHaveLength(1);
});

test("makes one call per forced refresh with a slow, busy store", async () => {
  const symbols = ["BUSY0", "BUSY1", "BUSY2", "BUSY3"];
  for (const symbol of symbols) await site.seed(symbol);
  const pressers = await Promise.all(symbols.map(() => site.visit()));
  const lookers = await Promise.all(symbols.map(() => site.visit()));
  const over = new AbortController();
  // Two trips of it are more than a step may take that finds no other before it.
  site.line.setLatency(130);
  const looking = lookers.map(async (looker, index) => {
    // Not in step with each other: an ask always finds a step under way.
    await pause(index * 75);
    while (!over.signal.aborted) await looker.get("/api/queue-status");
  });
  await pause(500);
  const answers: Answer[] = [];
  for (const [index, symbol] of symbols.entries()) {
    const presser = pressers[index];
    if (presser) answers.push(await presser.get(`/api/gex/${symbol}?refresh=1`));
    await pause(100);
  }
  over.abort();
  await site.line.heal();
  await Promise.all(looking);
  expect(answers.map(({ body }) => snapshotSchema.parse(body).source)).toEqual(
    symbols.map(() => "upstream"),
  );
  const arrived = site.upstream.arrivals().flatMap(({ symbol }) => symbol ?? []);
  expect(arrived.filter((symbol) => symbols.includes(symbol)).sort()).toEqual(symbols);
});

test("never reveals the upstream's key", () => site.expectNoKey());

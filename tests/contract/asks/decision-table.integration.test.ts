import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { type Answer, slugOf } from "../../support/visitors/http-visitor";

const NOW_OR_TICKET = { prefer: "wait=0" };
const INTERVAL_MS = 2_000;

let site: Deployment;
beforeAll(async () => {
  const seconds = String(INTERVAL_MS / 1_000);
  const env = { REFRESH_INTERVAL_SECONDS: seconds, REFRESH_COOLDOWN_SECONDS: "1" };
  site = await startDeployment({ env });
});
afterAll(() => site?.stop());

const callsFor = (symbol: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

function snapshotOf(answer: Answer) {
  expect(answer.status, answer.text).toBe(200);
  return snapshotSchema.parse(answer.body);
}

function ticketOf(answer: Answer) {
  expect(answer.status, answer.text).toBe(202);
  return ticketSchema.parse(answer.body);
}

describe("before the first window has passed, asks wait in line", () => {
  test("returns 202 with the ticket, its address and the wait", async () => {
    const visitor = await site.visit();
    const answer = await visitor.get("/api/gex/NEW", NOW_OR_TICKET);
    const ticket = ticketOf(answer);
    expect(ticket).toMatchObject({ state: "queued", symbol: "NEW", priority: 4, stale: null });
    expect(ticket).toMatchObject({ lane: "standard", position: 1, ahead: 0 });
    expect(answer.headers.location).toBe(`/api/tickets/${ticket.ticket}`);
    expect(answer.headers["preference-applied"]).toBe("wait=0");
    expect(answer.headers.ratelimit).toMatch(/^"upstream";r=\d+/);
    const retry = Number(answer.headers["retry-after"]);
    expect(retry).toBe(Math.max(1, Math.ceil(ticket.estimatedWaitSeconds ?? 0)));
    expect(ticket.estimatedWaitSeconds).toBeGreaterThan(3);
    const reading = visitor.get(answer.headers.location ?? "", { prefer: "wait=30" });
    await site.opened();
    const read = await reading;
    expect(ticketSchema.parse(read.body)).toMatchObject({ state: "completed", position: 0 });
    expect(ticketSchema.parse(read.body).snapshot?.symbol).toBe("NEW");
    expect(callsFor("NEW")).toBe(1);
  });

  test("returns 202 with the old copy when there is one", async () => {
    await site.redis.flushAll();
    await site.seed("OLD");
    const ticket = ticketOf(await (await site.visit()).get("/api/gex/OLD", NOW_OR_TICKET));
    expect(ticket.stale).toMatchObject({ symbol: "OLD", source: "stale" });
  });

  test.each([false, true])("refuses a caller's 31st place (old copy: %s)", async (hasOld) => {
    const visitor = await site.visit();
    const symbols = Array.from({ length: 31 }, (_, index) => `F${hasOld ? "O" : "N"}${index}`);
    if (hasOld) for (const symbol of symbols) await site.seed(symbol);
    const asks = symbols.map((symbol) => visitor.get(`/api/gex/${symbol}`, NOW_OR_TICKET));
    const answers = await Promise.all(asks);
    const refused = answers.filter(({ status }) => status !== 202);
    expect(refused.map(slugOf)).toEqual(["queue-full"]);
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    for (const { headers } of answers.filter(({ status }) => status === 202)) {
      expect((await visitor.send("DELETE", headers.location ?? "")).status).toBe(204);
    }
    const { mine } = queueStatusSchema.parse((await visitor.get("/api/queue-status")).body);
    expect(mine).toEqual([]);
  });
});

describe("with calls to be had", () => {
  beforeAll(() => site.opened());

  test.each([false, true])(
    "returns 200 upstream within the wait (old copy: %s)",
    async (hasOld) => {
      const symbol = hasOld ? "WASOLD" : "WASNONE";
      if (hasOld) await site.seed(symbol);
      const answer = await (await site.visit()).get(`/api/gex/${symbol}`);
      expect(snapshotOf(answer)).toMatchObject({ source: "upstream", staleReason: null });
      expect(answer.headers.age).toBe("0");
      expect(answer.headers["cache-control"]).toMatch(/^private, no-store/);
      expect(answer.headers["cache-status"]).toMatch(
        /^gammagate; fwd=miss; fwd-status=200; stored/,
      );
      expect(answer.headers["ratelimit-policy"]).toBe('"upstream";q=20;w=2');
      expect(answer.headers.ratelimit).toMatch(/^"upstream";r=\d+;t=\d+$/);
      expect(callsFor(symbol)).toBe(1);
    },
  );

  test("serves a fresh copy without a call, even to refresh=1", async () => {
    await site.seed("FRESH", { fetchedAgoMs: 30_000, isFresh: true });
    await site.seed("JUSTNOW", { fetchedAgoMs: 100, isFresh: true });
    const visitor = await site.visit();
    const answer = await visitor.get("/api/gex/fresh?user_id=somebody");
    expect(snapshotOf(answer)).toMatchObject({ symbol: "FRESH", source: "cache" });
    expect(answer.headers["cache-status"]).toMatch(/^gammagate; hit; ttl=59\d$/);
    expect(answer.headers.age).toBe("30");
    expect(snapshotOf(await visitor.get("/api/gex/JUSTNOW?refresh=1")).source).toBe("cache");
    expect(callsFor("FRESH") + callsFor("JUSTNOW")).toBe(0);
  });

  test("makes one call for refresh=1, then cools that caller down", async () => {
    const visitor = await site.visit();
    for (const symbol of ["RONE", "RTWO", "RTHREE"]) await site.seed(symbol, { isFresh: true });
    const first = await visitor.get("/api/gex/RONE?refresh=1");
    const startedAt = performance.now() - first.tookMs;
    expect(snapshotOf(first).source).toBe("upstream");
    const refused = await visitor.get("/api/gex/RTWO?refresh=1");
    expect(slugOf(refused)).toBe("cooling-down");
    expect(Number(refused.headers["retry-after"])).toBe(INTERVAL_MS / 1_000);
    expect(slugOf(await visitor.get("/api/gex/NOCOPY?refresh=1"))).toBe("cooling-down");
    // A plain ask is not held to the interval.
    expect(snapshotOf(await visitor.get("/api/gex/PLAIN")).source).toBe("upstream");
    await pause(startedAt + INTERVAL_MS - 150 - performance.now());
    expect(slugOf(await visitor.get("/api/gex/RTWO?refresh=1"))).toBe("cooling-down");
    await pause(startedAt + INTERVAL_MS + first.tookMs + 20 - performance.now());
    expect(snapshotOf(await visitor.get("/api/gex/RTWO?refresh=1")).source).toBe("upstream");
    expect([callsFor("RONE"), callsFor("RTWO"), callsFor("RTHREE")]).toEqual([1, 1, 0]);
  });

  test("shares an in-flight call with an uncharged refresh", async () => {
    await site.seed("JOINED", { isFresh: true });
    await site.seed("AFTER", { isFresh: true });
    site.upstream.script({ symbol: "JOINED" }, { kind: "good", delayMs: 600 });
    const [one, other] = [await site.visit(), await site.visit()];
    const first = one.get("/api/gex/JOINED?refresh=1");
    while (callsFor("JOINED") === 0) await pause(10);
    const joined = snapshotOf(await other.get("/api/gex/JOINED?refresh=1"));
    expect([joined.source, joined.sharedWith]).toEqual(["upstream", 1]);
    expect(snapshotOf(await first).sharedWith).toBe(1);
    expect(callsFor("JOINED")).toBe(1);
    expect(snapshotOf(await other.get("/api/gex/AFTER?refresh=1")).source).toBe("upstream");
  });

  test("refuses malformed, forbidden and too urgent asks when fresh", async () => {
    await site.seed("SPY", { isFresh: true });
    const visitor = await site.visit();
    const refusals = [
      await visitor.get("/api/gex/SPY?priority=0"),
      await visitor.get("/api/gex/SPY?nothing=1"),
      await visitor.get("/api/gex/SPY?cached=1&cached=1"),
      await visitor.get("/api/gex/SPY?priority=3"),
      await visitor.get("/api/gex/SPY", { origin: "https://evil.example" }),
      await visitor.get("/api/gex/SPY", { "sec-fetch-site": "cross-site" }),
    ];
    const [bad, no] = ["invalid-request", "forbidden"];
    expect(refusals.map(slugOf)).toEqual([bad, bad, bad, no, no, no]);
    expect(snapshotOf(await visitor.get("/api/gex/SPY?priority=10")).source).toBe("cache");
  });
});

test("never reveals the upstream's key", () => site.expectNoKey());

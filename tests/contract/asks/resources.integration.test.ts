import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nameWanted } from "@/lib/contract/market/name-wanted";
import type { Resource } from "@/lib/contract/market/resource";
import type { Wanted } from "@/lib/contract/market/wanted";
import { refreshAnswerSchema } from "@/lib/contract/queue/refresh";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { snapshotSchemas } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { type Answer, slugOf } from "../../support/visitors/http-visitor";

let site: Deployment;
beforeAll(async () => {
  const env = { REFRESH_COOLDOWN_SECONDS: "1", QUOTA_LIMIT: "60" };
  site = await startDeployment({ env });
  await site.opened();
});
afterAll(() => site?.stop());

const callsFor = (symbol: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === symbol);

function wantedOf(resource: Resource, symbol: string): Wanted {
  const wanted = nameWanted(resource, symbol);
  if (!wanted) throw new Error(resource);
  return wanted;
}

function snapshotOf(resource: Resource, answer: Answer) {
  expect(answer.status, answer.text).toBe(200);
  return snapshotSchemas[resource].parse(answer.body);
}

/** Each resource with its own choice, its priority, and the call it makes. */
const RESOURCES: [
  Resource,
  choice: object,
  priority: number,
  lane: string,
  path: string,
  string,
][] = [
  ["curve", { expiry: "combined" }, 5, "standard", "/curves/gex_by_strike", "expensive"],
  ["history", { window: "180d" }, 7, "batch", "/series", "account"],
  ["expirations", {}, 5, "standard", "/curves/gamma/expirations", "expensive"],
];

describe.each(RESOURCES)("%s", (resource, choice, priority, lane, path, window) => {
  const at = (symbol: string, query = "") => `/api/${resource}/${symbol}${query}`;

  test("costs one call for a missing copy, and none for the next ask", async () => {
    const visitor = await site.visit();
    const answer = await visitor.get(at("NEW"));
    const snapshot = snapshotOf(resource, answer);
    expect(snapshot).toMatchObject({ resource, symbol: "NEW", source: "upstream" });
    if (resource !== "expirations") expect(snapshot.data).toMatchObject(choice);
    expect(answer.headers.age).toBe("0");
    expect(answer.headers["cache-status"]).toMatch(/^gammagate; fwd=miss/);
    expect(snapshotOf(resource, await visitor.get(at("new"))).source).toBe("cache");
    const mine = callsFor("NEW").filter((arrival) => arrival.resource === resource);
    expect(mine).toMatchObject([{ path: `/api/v2/tickers/NEW${path}`, window, refused: false }]);
  });

  test("spends nothing by cached=1, HEAD or page navigation", async () => {
    const visitor = await site.visit();
    const symbol = `P${resource.toUpperCase().slice(0, 4)}`;
    expect(slugOf(await visitor.get(at(symbol, "?cached=1")))).toBe("not-cached");
    expect((await visitor.send("HEAD", at(symbol))).status).toBe(404);
    const opened = await visitor.get(at(symbol), { "sec-fetch-dest": "document" });
    expect(slugOf(opened)).toBe("not-cached");
    await site.seed(wantedOf(resource, symbol));
    const old = snapshotOf(resource, await visitor.get(at(symbol, "?cached=1")));
    expect(old).toMatchObject({ symbol, source: "stale" });
    expect(callsFor(symbol)).toEqual([]);
  });

  test("names all that is wanted in its ticket and completes with it", async () => {
    const symbol = `W${resource.toUpperCase().slice(0, 4)}`;
    site.upstream.script({ resource, symbol }, { kind: "good", delayMs: 500 });
    const visitor = await site.visit();
    const answer = await visitor.get(at(symbol), { prefer: "respond-async" });
    expect(answer.status, answer.text).toBe(202);
    const ticket = ticketSchema.parse(answer.body);
    expect(ticket).toMatchObject({ resource, symbol, priority, lane, ...choice });
    const read = await visitor.get(answer.headers.location ?? "", { prefer: "wait=10" });
    const ended = ticketSchema.parse(read.body);
    expect(ended).toMatchObject({ state: "completed", resource, ...choice });
    expect(ended.snapshot).toMatchObject({ resource, symbol });
    expect(callsFor(symbol)).toHaveLength(1);
  });

  test("makes a call for refresh=1; a failure keeps the old copy", async () => {
    const symbol = `R${resource.toUpperCase().slice(0, 4)}`;
    await site.seed(wantedOf(resource, symbol), { isFresh: true });
    const refreshed = await (await site.visit()).get(at(symbol, "?refresh=1"));
    expect(snapshotOf(resource, refreshed).source).toBe("upstream");
    const failing = `F${resource.toUpperCase().slice(0, 4)}`;
    await site.seed(wantedOf(resource, failing));
    site.upstream.script({ resource, symbol: failing }, { kind: "truncated" });
    const stale = snapshotOf(resource, await (await site.visit()).get(at(failing)));
    expect(stale).toMatchObject({ source: "stale", staleReason: "upstream-error" });
  });

  test("refuses more than the default urgency and other methods", async () => {
    const visitor = await site.visit();
    expect(slugOf(await visitor.get(at("SPY", `?priority=${priority - 1}`)))).toBe("forbidden");
    const posted = await visitor.post(at("SPY"), {});
    expect(slugOf(posted)).toBe("method-not-allowed");
    expect(posted.headers.allow).toBe("GET, HEAD");
    expect(callsFor("SPY")).toEqual([]);
  });
});

describe("choices", () => {
  test("are separate copies, whatever the order in the query", async () => {
    const visitor = await site.visit();
    for (const query of [
      "?expiry=nearest",
      "?expiry=first_monthly",
      "?priority=9&expiry=nearest",
    ]) {
      await visitor.get(`/api/curve/CHOICE${query}`);
    }
    await visitor.get("/api/history/CHOICE?window=5d");
    await visitor.get("/api/history/CHOICE?window=2y");
    const [near] = [await visitor.get("/api/curve/CHOICE?expiry=nearest&cached=1")];
    expect(snapshotOf("curve", near).data).toMatchObject({ expiry: "nearest" });
    expect(callsFor("CHOICE")).toHaveLength(4);
  });

  test.each([
    ["/api/curve/BAD?expiry=weekly", "invalid-request"],
    ["/api/curve/BAD?expiry=", "invalid-request"],
    ["/api/curve/BAD?expiry=2026-02-30", "invalid-request"],
    ["/api/curve/BAD?expiry=2026-2-3", "invalid-request"],
    ["/api/curve/BAD?expiry=nearest&expiry=nearest", "invalid-request"],
    ["/api/curve/BAD?window=5d", "invalid-request"],
    ["/api/history/BAD?window=7d", "invalid-request"],
    ["/api/history/BAD?expiry=nearest", "invalid-request"],
    ["/api/gex/BAD?expiry=nearest", "invalid-request"],
    ["/api/expirations/BAD?window=5d", "invalid-request"],
    ["/api/expirations/BAD?canary77=1", "invalid-request"],
    ["/api/curve/---?expiry=nearest", "invalid-request"],
  ])("answers %s with %s at no cost", async (target, slug) => {
    const answer = await (await site.visit()).get(target);
    expect(slugOf(answer)).toBe(slug);
    expect(answer.text).not.toMatch(/canary77|2026-02-30|weekly/);
    expect(callsFor("BAD")).toEqual([]);
  });
});

describe("refresh selected", () => {
  test("takes any resource with its choice", async () => {
    site.upstream.script({ resource: "curve" }, ...Array(2).fill({ kind: "good", delayMs: 400 }));
    const visitor = await site.visit();
    const body = { symbols: ["SELA", "SELB"], resource: "curve", expiry: "nearest" };
    const answer = await visitor.post("/api/refresh", body);
    expect(answer.status, answer.text).toBe(202);
    const { tickets, cost } = refreshAnswerSchema.parse(answer.body);
    expect(cost).toBe(2);
    expect(tickets).toMatchObject([
      { resource: "curve", symbol: "SELA", expiry: "nearest" },
      { resource: "curve", symbol: "SELB", expiry: "nearest" },
    ]);
    for (const { ticket } of tickets) {
      const read = await visitor.get(`/api/tickets/${ticket}`, { prefer: "wait=10" });
      expect(read.body).toMatchObject({ state: "completed" });
    }
  });

  test.each([
    [{ symbols: ["SPY"], resource: "gamma" }, "invalid-request"],
    [{ symbols: ["SPY"], expiry: "nearest" }, "invalid-request"],
    [{ symbols: ["SPY"], resource: "history", window: "7d" }, "invalid-request"],
  ])("answers %o with %s", async (body, slug) => {
    expect(slugOf(await (await site.visit()).post("/api/refresh", body))).toBe(slug);
    expect(callsFor("SPY")).toEqual([]);
  });
});

test("stays within the upstream's limits and never reveals its key", async () => {
  expect(site.upstream.arrivals().filter(({ refused }) => refused)).toEqual([]);
  await site.expectNoKey();
});

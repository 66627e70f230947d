import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nameWanted } from "@/lib/contract/market/name-wanted";
import type { Resource } from "@/lib/contract/market/resource";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { type CompositeAnswer, compositeAnswerSchema } from "@/lib/contract/snapshot/composite";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { type Answer, slugOf } from "../../support/visitors/http-visitor";

let sites: { v1: Deployment; v2: Deployment };
beforeAll(async () => {
  const env = { QUOTA_LIMIT: "60" };
  const [v1, v2] = [await startDeployment({ api: "v1", env }), await startDeployment({ env })];
  sites = { v1, v2 };
  await Promise.all([v1.opened(), v2.opened()]);
});
afterAll(() => Promise.all([sites?.v1.stop(), sites?.v2.stop()]));

function composed(answer: Answer, status = 200): CompositeAnswer {
  expect(answer.status, answer.text).toBe(status);
  return compositeAnswerSchema.parse(answer.body);
}

const callsFor = (site: Deployment, symbol: string) =>
  site.upstream
    .arrivals()
    .filter((arrival) => arrival.symbol === symbol)
    .map(({ resource }) => resource)
    .toSorted();

const seed = async (site: Deployment, symbol: string, resources: Resource[], isFresh: boolean) => {
  for (const resource of resources) {
    const wanted = nameWanted(resource, symbol);
    if (wanted) await site.seed(wanted, { isFresh });
  }
};

const partsOf = ({ parts }: CompositeAnswer) =>
  Object.fromEntries(parts.map(({ resource, source, problem }) => [resource, source ?? problem]));

/** What each composite is read from, by API. */
const PARTS: ["v1" | "v2", "gamma" | "psychology", Resource[]][] = [
  ["v1", "gamma", ["gex", "curve"]],
  ["v1", "psychology", ["gex", "curve", "history"]],
  ["v2", "gamma", ["gex", "curve", "expirations"]],
  ["v2", "psychology", ["gex", "curve", "expirations", "history"]],
];

describe.each(PARTS)("on %s, %s", (api, composite, resources) => {
  const symbol = composite === "gamma" ? "GNEW" : "PNEW";
  const every = (source: string) => Object.fromEntries(resources.map((one) => [one, source]));

  test("costs a call for each part that is missing, and then none", async () => {
    const site = sites[api];
    const visitor = await site.visit();
    const first = composed(await visitor.get(`/api/${composite}/${symbol}`));
    expect(first).toMatchObject({ resource: composite, symbol });
    expect(partsOf(first)).toEqual(every("upstream"));
    for (const [resource, data] of Object.entries(first.data)) {
      expect(data !== null, resource).toBe(resources.some((one) => one === resource));
    }
    for (const { asOf, fetchedAt, freshUntil, ticket } of first.parts) {
      expect([asOf, fetchedAt, freshUntil]).not.toContain(null);
      expect(ticket).toBeNull();
    }
    expect(callsFor(site, symbol)).toEqual(resources.toSorted());
    const again = composed(await visitor.get(`/api/${composite}/${symbol}`));
    expect(partsOf(again)).toEqual(every("cache"));
    expect(callsFor(site, symbol)).toEqual(resources.toSorted());
  });

  test("asks only for the part that is stale", async () => {
    const site = sites[api];
    const mine = `${symbol}S`;
    const [stale = "gex", ...fresh] = resources.toReversed();
    await seed(site, mine, fresh, true);
    await seed(site, mine, [stale], false);
    const answer = composed(await (await site.visit()).get(`/api/${composite}/${mine}`));
    expect(partsOf(answer)).toEqual({ ...every("cache"), [stale]: "upstream" });
    expect(callsFor(site, mine)).toEqual([stale]);
  });

  test("names a part that fails and returns the others", async () => {
    const site = sites[api];
    const mine = `${symbol}F`;
    await seed(site, mine, ["gex"], true);
    site.upstream.script({ resource: "curve", symbol: mine }, { kind: "failing" });
    const answer = composed(await (await site.visit()).get(`/api/${composite}/${mine}`));
    expect(partsOf(answer)).toMatchObject({ gex: "cache", curve: "upstream-error" });
    expect(answer.data.gex).not.toBeNull();
    expect(answer.data.curve).toBeNull();
  });

  test("costs one call for an unknown symbol", async () => {
    const site = sites[api];
    const mine = `${symbol}U`;
    site.upstream.script({ symbol: mine, always: true }, { kind: "unknown-symbol" });
    expect(slugOf(await (await site.visit()).get(`/api/${composite}/${mine}`))).toBe(
      "unknown-symbol",
    );
    expect(callsFor(site, mine)).toEqual(["gex"]);
  });
});

describe("a composite", () => {
  test("returns 202 with a ticket for each part when it has nothing", async () => {
    const site = sites.v2;
    site.upstream.script({ symbol: "SLOW", always: true }, { kind: "good", delayMs: 500 });
    const visitor = await site.visit();
    const answer = await visitor.get("/api/psychology/SLOW", { prefer: "wait=0" });
    const { parts } = composed(answer, 202);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect(answer.headers["preference-applied"]).toBe("wait=0");
    for (const { ticket, resource, asOf } of parts) {
      expect(asOf).toBeNull();
      const read = await visitor.get(`/api/tickets/${ticket}`, { prefer: "wait=10" });
      const { state, priority, lane } = ticketSchema.parse(read.body);
      expect([resource, state, priority, lane]).toEqual([resource, "completed", 2, "interactive"]);
    }
    expect(composed(await visitor.get("/api/psychology/SLOW")).parts).toHaveLength(4);
    expect(callsFor(site, "SLOW")).toHaveLength(4);
  });

  test("spends nothing by cached=1, HEAD or navigation; names gaps", async () => {
    const site = sites.v2;
    const visitor = await site.visit();
    expect(slugOf(await visitor.get("/api/gamma/KEPT?cached=1"))).toBe("not-cached");
    await seed(site, "KEPT", ["curve"], false);
    const kept = composed(await visitor.get("/api/gamma/KEPT?cached=1"));
    expect(partsOf(kept)).toEqual({
      gex: "not-cached",
      curve: "stale",
      expirations: "not-cached",
    });
    expect((await visitor.send("HEAD", "/api/gamma/KEPT")).status).toBe(200);
    const opened = await visitor.get("/api/gamma/KEPT", { "sec-fetch-dest": "document" });
    expect(composed(opened).data.gex).toBeNull();
    expect(callsFor(site, "KEPT")).toEqual([]);
  });

  test.each([
    ["/api/gamma/BAD?refresh=1", "invalid-request"],
    ["/api/gamma/BAD?expiry=nearest", "invalid-request"],
    ["/api/psychology/BAD?priority=1", "forbidden"],
    ["/api/gamma/BAD?priority=4", "forbidden"],
    ["/api/gamma/---", "invalid-request"],
    ["/api/tension/BAD", "not-found"],
  ])("answers %s with %s", async (target, slug) => {
    expect(slugOf(await (await sites.v2.visit()).get(target))).toBe(slug);
    expect(callsFor(sites.v2, "BAD")).toEqual([]);
  });

  test("shows seen copies without the store, or says so, within 1 s", async () => {
    const site = sites.v2;
    const visitor = await site.visit();
    await seed(site, "SEEN", ["gex", "curve"], true);
    await visitor.get("/api/gamma/SEEN?cached=1");
    await site.line.down();
    try {
      const seen = await visitor.get("/api/gamma/SEEN");
      const { parts, quota } = composed(seen);
      expect(parts.map(({ staleReason }) => staleReason)).toEqual([
        "store-down",
        "store-down",
        null,
      ]);
      expect(parts[2]?.problem).toBe("store-unavailable");
      expect(quota.health).toBe("unknown");
      const none = await visitor.get("/api/gamma/NEVER");
      expect(slugOf(none)).toBe("store-unavailable");
      for (const { tookMs } of [seen, none]) expect(tookMs).toBeLessThan(1_500);
    } finally {
      await site.line.heal();
    }
  });
});

test("reports no expirations of gamma on v1", async () => {
  const answer = await (await sites.v1.visit()).get("/api/expirations/SPY");
  expect(slugOf(answer)).toBe("not-offered");
  expect(callsFor(sites.v1, "SPY")).toEqual([]);
});

test("returns the curve of one date, and of now, on v2 only", async () => {
  const v2 = await sites.v2.visit();
  const dated = await v2.get("/api/curve/DATED?expiry=2026-12-18", { prefer: "wait=30" });
  expect(dated.body).toMatchObject({ data: { expiry: "2026-12-18", expiration: "2026-12-18" } });
  const live = await v2.get("/api/curve/DATED?expiry=live", { prefer: "wait=30" });
  expect(live.body).toMatchObject({ data: { expiry: "live", expiration: null } });
  const v1 = await sites.v1.visit();
  for (const target of ["2026-12-18", "2026-12-18&cached=1", "nearest", "live"]) {
    expect(slugOf(await v1.get(`/api/curve/DATED?expiry=${target}`)), target).toBe("not-offered");
  }
  const body = { symbols: ["DATED"], resource: "curve", expiry: "2026-12-18" };
  expect(slugOf(await v1.post("/api/refresh", body))).toBe("not-offered");
  expect(callsFor(sites.v1, "DATED")).toEqual([]);
});

test("stays within each of the upstream's limits", () => {
  for (const { upstream } of Object.values(sites)) {
    expect(upstream.arrivals().filter(({ refused }) => refused)).toEqual([]);
  }
});

test("never reveals the upstream's credentials", async () => {
  await sites.v1.expectNoKey();
  await sites.v2.expectNoKey();
});

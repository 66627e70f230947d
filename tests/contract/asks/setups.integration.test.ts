import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

const callsFor = (list: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === list);

function listOf(answer: Answer) {
  expect(answer.status, answer.text).toBe(200);
  return snapshotSchemas.setups.parse(answer.body);
}

describe("a list of setups", () => {
  test.each([
    ["top_setups", "/api/v2/top-setups", "account"],
    ["momentum_breakout", "/api/v2/top-setups/screener/momentum_breakout", "expensive"],
  ])("%s costs one call, and the next request none", async (list, path, window) => {
    const visitor = await site.visit();
    const first = listOf(await visitor.get(`/api/setups/${list}`));
    expect(first).toMatchObject({ resource: "setups", symbol: list, source: "upstream" });
    expect(first.data.setups.map(({ symbol }) => symbol)).toEqual(["NVDA", "BRK.B", "TSLA", "AMD"]);
    const another = await site.visit();
    expect(listOf(await another.get(`/api/setups/${list}`)).source).toBe("cache");
    expect(callsFor(list)).toMatchObject([{ path, window, refused: false }]);
  });

  test("makes no call for cached=1", async () => {
    const answer = await (await site.visit()).get("/api/setups/highvol_breakdown?cached=1");
    expect(slugOf(answer)).toBe("not-cached");
    expect(callsFor("highvol_breakdown")).toEqual([]);
  });

  test("that waits has a ticket, which completes with it", async () => {
    const list = "trend_pullback";
    site.upstream.script({ resource: "setups", symbol: list }, { kind: "good", delayMs: 500 });
    const visitor = await site.visit();
    const answer = await visitor.get(`/api/setups/${list}`, { prefer: "respond-async" });
    expect(answer.status, answer.text).toBe(202);
    expect(ticketSchema.parse(answer.body)).toMatchObject({ resource: "setups", symbol: list });
    const read = await visitor.get(answer.headers.location ?? "", { prefer: "wait=10" });
    const ended = ticketSchema.parse(read.body);
    expect(ended).toMatchObject({ state: "completed", snapshot: { symbol: list } });
    expect(callsFor(list)).toHaveLength(1);
  });

  test.each([
    ["cannot be read", { kind: "raw", body: '{"data":{"rows":[]}}' }, "upstream-invalid-response"],
    ["the upstream does not have", { kind: "unknown-symbol" }, "not-offered"],
  ] as const)("that %s is refused for itself alone", async (_, reply, slug) => {
    const list = slug === "not-offered" ? "range_premium_seller" : "capitulation_reversal";
    site.upstream.script({ resource: "setups", symbol: list }, reply);
    const visitor = await site.visit();
    expect(slugOf(await visitor.get(`/api/setups/${list}`))).toBe(slug);
    expect(listOf(await visitor.get("/api/setups/top_setups")).data.setups).toHaveLength(4);
    // The same window.
    expect((await visitor.get(`/api/curve/${slug === "not-offered" ? "AA" : "BB"}`)).status).toBe(
      200,
    );
  });

  test.each(["SPY", "Top_Setups", "momentum", "top_setups%20"])("has no list %s", async (name) => {
    const answer = await (await site.visit()).get(`/api/setups/${name}`);
    expect(slugOf(answer)).toBe("invalid-request");
    expect(answer.text).toContain("momentum_breakout");
  });

  test.each([
    ["/api/gex/top_setups", undefined],
    ["/api/setups/top_setups?expiry=nearest", undefined],
    ["/api/refresh", { symbols: ["SPY"], resource: "setups" }],
    ["/api/refresh", { symbols: ["top_setups"] }],
    ["/api/scanner/estimate", { symbols: ["SPY"], resource: "setups" }],
  ])("is no symbol, and no row of a scan: %s %o", async (target, body) => {
    const visitor = await site.visit();
    const answer = await (body === undefined ? visitor.get(target) : visitor.post(target, body));
    expect(["invalid-request", "unprocessable"]).toContain(slugOf(answer));
  });

  test("has no name of a symbol in the log", () => {
    const lines = site.server.output().split("\n");
    const calls = lines.filter((line) => line.includes('"endpoint":"setups"'));
    expect(calls.length).toBeGreaterThan(0);
    for (const line of calls) {
      expect(line).toMatch(/"list":"[a-z_]+"/);
      expect(line).not.toContain('"symbol"');
    }
  });
});

test("v1 has no lists, and makes no call", async () => {
  const older = await startDeployment({ api: "v1" });
  try {
    const answer = await (await older.visit()).get("/api/setups/top_setups");
    expect(slugOf(answer)).toBe("not-offered");
    expect(older.upstream.arrivals()).toEqual([]);
  } finally {
    await older.stop();
  }
});

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createdKeySchema } from "@/lib/contract/admin/keys";
import { problemSchema } from "@/lib/contract/problem";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { compositeAnswerSchema } from "@/lib/contract/snapshot/composite";
import { snapshotSchemas } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { type Agent, connectAgent } from "../../support/visitors/agent";

const PASSWORD = "the password of these tests";

const configuredSchema = z.object({
  mcpServers: z.object({
    gammagate: z.object({ url: z.url(), headers: z.record(z.string(), z.string()) }),
  }),
});

let site: Deployment;
let client: Agent;

beforeAll(async () => {
  site = await startDeployment({ env: { ADMIN_PASSWORD: PASSWORD, QUOTA_LIMIT: "60" } });
  client = await agent();
  await site.opened();
});
afterAll(async () => {
  await client?.close();
  await site?.stop();
});

async function makeKey(over: object = {}): Promise<string> {
  const admin = site.stranger();
  expect((await admin.post("/api/admin/session", { password: PASSWORD })).status).toBe(204);
  const answer = await admin.post("/api/admin/keys", { name: "agent", role: "client", ...over });
  return createdKeySchema.parse(answer.body).key;
}

/** The SDK's own client with a new key, configured by the example. */
async function agent(over: object = {}): Promise<Agent> {
  const text = readFileSync("public/examples/mcp.json", "utf8")
    .replace("http://localhost:3000", site.server.origin)
    .replace(/\$\{GAMMAGATE_KEY\}/, await makeKey(over));
  const { url, headers } = configuredSchema.parse(JSON.parse(text)).mcpServers.gammagate;
  return connectAgent(url, headers);
}

const callsFor = (symbol: string) =>
  site.upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

describe("an agent over MCP", () => {
  test("learns what each tool costs", async () => {
    const { tools } = await client.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "read_cached_data",
      "request_data",
      "read_quota",
      "read_queue",
    ]);
    const words = Object.fromEntries(tools.map(({ name, description }) => [name, description]));
    for (const name of ["read_cached_data", "read_quota", "read_queue"]) {
      expect(words[name]).toContain("Free");
    }
    expect(words.request_data).toContain("costs one API call");
    expect(client.client.getInstructions()).toContain("Never poll");
    expect(site.upstream.arrivals()).toEqual([]);
  });

  test("reads cached data free, and requests it once", async () => {
    const spy = { resource: "gex", symbol: "SPY" };
    const missing = await client.use("read_cached_data", spy);
    expect(missing.isError).toBe(true);
    expect(problemSchema.parse(missing.body)).toMatchObject({ type: "/problems/not-cached" });
    expect(callsFor("SPY")).toBe(0);
    const requested = await client.use("request_data", spy);
    expect(snapshotSchemas.gex.parse(requested.body)).toMatchObject({ source: "upstream" });
    const cached = await client.use("read_cached_data", spy);
    expect(snapshotSchemas.gex.parse(cached.body)).toMatchObject({ source: "cache" });
    const again = await client.use("request_data", spy);
    expect(snapshotSchemas.gex.parse(again.body)).toMatchObject({ source: "cache" });
    expect(callsFor("SPY")).toBe(1);
  });

  test("gets a ticket when the wait is over, and finds it again", async () => {
    site.upstream.script({ symbol: "SLOW" }, { kind: "good", delayMs: 800 });
    const slow = { resource: "gex", symbol: "SLOW" };
    const queued = await client.use("request_data", { ...slow, waitSeconds: 0 });
    expect(queued.isError).toBe(false);
    expect(ticketSchema.parse(queued.body)).toMatchObject({ symbol: "SLOW" });
    expect(queued.texts[1]).toContain("keeps its place");
    const done = await client.use("request_data", slow);
    expect(snapshotSchemas.gex.parse(done.body)).toMatchObject({ symbol: "SLOW" });
    expect(callsFor("SLOW")).toBe(1);
  });

  test("gets readings and other resources with their options", async () => {
    const psychology = { resource: "psychology", symbol: "QQQ" };
    const reading = await client.use("request_data", psychology);
    expect(compositeAnswerSchema.parse(reading.body)).toMatchObject({ symbol: "QQQ" });
    const curve = { resource: "curve", symbol: "QQQ", expiry: "nearest" };
    const nearest = await client.use("request_data", curve);
    expect(snapshotSchemas.curve.parse(nearest.body)).toMatchObject({
      symbol: "QQQ",
      source: "upstream",
    });
  });

  test("reads its own tickets in the queue", async () => {
    // Five curves are called in each window. Twenty take several.
    const names = Array.from({ length: 20 }, (_, at) => `Q${String.fromCharCode(65 + at)}`);
    const ask = (symbol: string) =>
      client.use("request_data", { resource: "curve", symbol, waitSeconds: 0 });
    await Promise.all(names.map(ask));
    const { mine } = queueStatusSchema.parse((await client.use("read_queue")).body);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every(({ resource, symbol }) => resource === "curve" && symbol[0] === "Q")).toBe(
      true,
    );
    const other = queueStatusSchema.parse((await (await agent()).use("read_queue")).body);
    expect(other.mine).toEqual([]);
  });

  test("reads the quota", async () => {
    const { body } = await client.use("read_quota");
    expect(quotaSchema.parse(body)).toMatchObject({ limit: 60 });
  });

  test.each([
    [{ resource: "gex", symbol: "not a symbol" }],
    [{ resource: "gex", symbol: "SPY", expiry: "nearest" }],
    [{ resource: "psychology", symbol: "SPY", window: "30d" }],
    [{ resource: "gex", symbol: "SPY", refresh: true }],
    [{ resource: "prices", symbol: "SPY" }],
    [{ symbol: "SPY" }],
  ])("is refused %j without a call", async (data) => {
    const before = site.upstream.arrivals().length;
    const { isError } = await client.use("request_data", data);
    expect(isError).toBe(true);
    expect(site.upstream.arrivals()).toHaveLength(before);
  });

  test("causes no more calls than its key's budget", async () => {
    const bounded = await agent({ hourlyBudget: 1 });
    const first = await bounded.use("request_data", { resource: "gex", symbol: "IWM" });
    // An hour that ends here would begin a second budget.
    expect(first.isError).toBe(false);
    const second = await bounded.use("request_data", { resource: "gex", symbol: "DIA" });
    const third = await bounded.use("request_data", { resource: "gex", symbol: "XLF" });
    const refused = third.isError ? third : second;
    expect(problemSchema.parse(refused.body).detail).toContain("its budget of 1 API calls");
    expect(callsFor("DIA") + callsFor("XLF")).toBeLessThan(2);
    const free = await bounded.use("request_data", { resource: "gex", symbol: "SPY" });
    expect(free.isError).toBe(false);
    await bounded.close();
  });
});

describe("the address for agents", () => {
  const hello = { jsonrpc: "2.0", id: 1, method: "tools/list", params: {} };
  const accept = { accept: "application/json, text/event-stream" };

  test("refuses whoever has no valid key", async () => {
    const visitor = site.stranger();
    for (const headers of [accept, { ...accept, authorization: "Bearer gg_abcdefgh_wrong" }]) {
      expect((await visitor.post("/api/mcp", hello, headers)).status).toBe(401);
    }
    const member = await site.visit();
    expect((await member.post("/api/mcp", hello, accept)).status).toBe(401);
  });

  test("refuses other methods, types and bodies", async () => {
    const key = { authorization: `Bearer ${await makeKey()}` };
    expect((await site.stranger().get("/api/mcp", { ...key, ...accept })).status).toBe(405);
    expect((await site.stranger().post("/api/mcp", hello, key)).status).toBe(406);
    const unknown = { ...hello, method: "tools/call", params: { name: "buy", arguments: {} } };
    const answer = await site.stranger().post("/api/mcp", unknown, { ...key, ...accept });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("buy");
    const huge = { ...hello, params: { text: "x".repeat(40_000) } };
    expect((await site.stranger().post("/api/mcp", huge, { ...key, ...accept })).status).toBe(413);
  });

  test("never shows the upstream's key", () => site.expectNoKey());
});

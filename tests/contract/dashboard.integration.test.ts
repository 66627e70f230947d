import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dashboard, dashboardSchema } from "@/lib/contract/admin/dashboard";
import { config as proxyConfig } from "@/proxy";
import { ROOT } from "../support/architecture/source-files";
import { startScriptedServer } from "../support/fake-upstream/scripted-server";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import { ensureBuild } from "../support/servers/ensure-build";
import { slugOf, type Visitor } from "../support/visitors/http-visitor";

const PASSWORD = "canary for the control room";
const DASHBOARD = "/api/admin/rate-limit-dashboard";

// Which routes there are is read from it, while tests are collected.
await ensureBuild();

let site: Deployment;
let receiver: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  // It never answers, and no request may wait for it.
  receiver = await startScriptedServer(() => {});
  const { port } = new URL(`http://127.0.0.1:${receiver.port}`);
  site = await startDeployment({
    env: {
      ADMIN_PASSWORD: PASSWORD,
      ALERT_WEBHOOK_URL: `http://127.0.0.1:${port}/hook`,
      DEPLOYMENT_NAME: "desk-1",
      REFRESH_COOLDOWN_SECONDS: "0",
    },
    upstream: { latencyMs: { min: 20, max: 80 }, unknownSymbols: ["NOPE"] },
  });
  await site.opened();
});
afterAll(async () => {
  await site?.stop();
  await receiver?.stop();
});

async function admin(): Promise<Visitor> {
  const visitor = site.stranger();
  const answer = await visitor.post("/api/admin/session", { password: PASSWORD });
  expect(answer.status).toBe(204);
  return visitor;
}

const read = async (visitor: Visitor, query = "?range=1h"): Promise<Dashboard> =>
  dashboardSchema.parse((await visitor.get(`${DASHBOARD}${query}`)).body);

const sum = (rows: readonly Record<string, unknown>[], name: string) =>
  rows.reduce((total, row) => total + Number(row[name]), 0);

describe("after mixed traffic", () => {
  const SYMBOLS = Array.from({ length: 24 }, (_, index) => `SYM${String.fromCharCode(65 + index)}`);
  const truth = { hits: 0, misses: 0, shared: 0, stale: 0, denied: 0 };
  let dashboard: Dashboard;
  let owner: Visitor;

  beforeAll(async () => {
    const visitors = await Promise.all(Array.from({ length: 4 }, () => site.visit()));
    const [one, two, three, four] = visitors as [Visitor, Visitor, Visitor, Visitor];
    await site.seed("OLDCOPY");
    for (const symbol of SYMBOLS) {
      const answer = await one.get(`/api/gex/${symbol}`, { prefer: "wait=30" });
      expect(answer.status).toBe(200);
      truth.misses += 1;
    }
    for (let round = 0; round < 3; round += 1) {
      for (const symbol of SYMBOLS) {
        expect((await two.get(`/api/gex/${symbol}`)).status).toBe(200);
        truth.hits += 1;
      }
    }
    // One call for three who ask at once.
    const together = [one, two, three].map((visitor) =>
      visitor.get("/api/curve/SHARED", { prefer: "wait=30" }),
    );
    expect((await Promise.all(together)).map(({ status }) => status)).toEqual([200, 200, 200]);
    truth.misses += 1;
    truth.shared += 2;
    expect((await three.get("/api/gex/OLDCOPY?cached=1")).status).toBe(200);
    truth.stale += 1;
    expect(slugOf(await four.get("/api/gex/NOPE", { prefer: "wait=30" }))).toBe("unknown-symbol");
    truth.misses += 1;
    // Known to be unknown: refused without a call.
    expect(slugOf(await four.get("/api/gex/NOPE"))).toBe("unknown-symbol");
    truth.denied += 1;
    site.upstream.script({ symbol: "BAD" }, { kind: "failing" });
    expect(slugOf(await four.get("/api/gex/BAD", { prefer: "wait=30" }))).toBe("upstream-error");
    truth.misses += 1;
    expect((await four.get("/api/gex/LAST?refresh=1", { prefer: "wait=30" })).status).toBe(200);
    truth.misses += 1;
    expect(slugOf(await four.get("/api/gex/ANOTHER?refresh=1"))).toBe("cooling-down");
    truth.denied += 1;
    owner = await admin();
    dashboard = await read(owner);
  });

  test("reports the numbers of the upstream's arrivals and answers", () => {
    const arrivals = site.upstream.arrivals();
    expect(dashboard.totals).toMatchObject({ ...truth, calls: arrivals.length, failed: 1 });
    for (const name of ["calls", "hits", "stale", "misses", "shared", "denied"] as const) {
      expect([name, sum(dashboard.series, name)]).toEqual([name, dashboard.totals[name]]);
      expect([name, sum(dashboard.callers, name)]).toEqual([name, dashboard.totals[name]]);
      expect([name, sum(dashboard.endpoints, name)]).toEqual([name, dashboard.totals[name]]);
    }
    const answered = truth.hits + truth.stale + truth.misses + truth.shared;
    expect(dashboard.cacheHitRate).toBeCloseTo(truth.hits / answered, 10);
    const ofResource = (resource: string) =>
      arrivals.filter((arrival) => arrival.resource === resource).length;
    expect(dashboard.endpoints.find(({ endpoint }) => endpoint === "curve")?.calls).toBe(
      ofResource("curve"),
    );
    expect(dashboard.callers.map(({ calls }) => calls)).toEqual([25, 3, 0, 0]);
    expect(dashboard.deployments).toMatchObject([
      { name: "desk-1", status: "up", instances: 1, calls: arrivals.length },
    ]);
  });

  test("lists the last calls in order, with their ends and waits", () => {
    const symbols = site.upstream.arrivals().map(({ symbol }) => symbol);
    expect(dashboard.calls.map(({ symbol }) => symbol)).toEqual(symbols.toReversed());
    const outcomeOf = (symbol: string) =>
      dashboard.calls.find((call) => call.symbol === symbol)?.outcome;
    expect(["NOPE", "BAD", "LAST"].map(outcomeOf)).toEqual([
      "unknown-symbol",
      "failing",
      "answered",
    ]);
    for (const { latencySeconds, waitSeconds } of dashboard.calls) {
      expect(latencySeconds).toBeGreaterThanOrEqual(0.01);
      expect(waitSeconds).toBeLessThan(30);
    }
    const waits = dashboard.calls.map(({ waitSeconds }) => waitSeconds).sort((a, b) => a - b);
    const p95 = waits[Math.ceil(waits.length * 0.95) - 1] ?? 0;
    expect(dashboard.totals.waitP95Seconds).toBe(Number(p95.toPrecision(2)));
  });

  test("logs each call with the same request id", () => {
    const lines = site.server
      .output()
      .split("\n")
      .flatMap((line) => (line.includes('"upstream call"') ? [JSON.parse(line)] : []));
    expect(lines.map(({ requestId }) => requestId)).toEqual(
      dashboard.calls.map(({ requestId }) => requestId).toReversed(),
    );
    expect(lines[0]).toMatchObject({ endpoint: "gex", symbol: "SYMA", lane: "standard" });
    expect(lines[0].caller).toBe(dashboard.callers[0]?.label);
    expect(lines[0].remainingQuota).toBeGreaterThan(0);
  });

  test("exports tables as CSV with the same rows", async () => {
    const answer = await owner.get(`${DASHBOARD}?range=1h&format=csv&table=calls`);
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    const [head, ...rows] = answer.text.trimEnd().split("\r\n");
    expect(head).toBe(
      "at,endpoint,symbol,caller,label,lane,window,waitSeconds,latencySeconds,outcome,deployment,requestId",
    );
    expect(rows).toHaveLength(dashboard.calls.length);
    for (const table of ["series", "callers"]) {
      const { status } = await owner.get(`${DASHBOARD}?format=csv&table=${table}`);
      expect([table, status]).toEqual([table, 200]);
    }
    for (const query of ["?format=csv", "?table=calls", "?format=csv&table=line", "?range=2h"]) {
      expect(slugOf(await owner.get(`${DASHBOARD}${query}`))).toBe("invalid-request");
    }
  });

  test("gives a collector the same counts as OpenMetrics", async () => {
    const answer = await owner.get("/api/metrics");
    expect(answer.headers["content-type"]).toMatch(
      /^application\/openmetrics-text; version=1\.0\.0/,
    );
    expect(answer.text).toContain(`gammagate_asks_total{answer="hits"} ${truth.hits}\n`);
    expect(answer.text).toContain('gammagate_upstream_calls_total{outcome="failing"} 1\n');
    expect(answer.text.endsWith("# EOF\n")).toBe(true);
  });

  test("streams every 2 s, and ends once the session is closed", async () => {
    const watcher = await admin();
    const stream = await watcher.events(`${DASHBOARD}?range=15m`);
    let received = 0;
    const startedAt = performance.now();
    await stream.until(() => ++received === 3);
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(3_000);
    expect(tookMs).toBeLessThan(8_000);
    expect((await watcher.send("DELETE", "/api/admin/session")).status).toBe(204);
    const rest = await stream.until(() => false);
    expect(rest.every(({ event }) => event === "dashboard")).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(25_000);
  });

  test("alerts when a breaker opens; a dead receiver slows nothing", async () => {
    site.upstream.script({ symbol: "LIMITED" }, { kind: "limited", retryAfter: "2" });
    const visitor = await site.visit();
    const stream = await (await admin()).events(`${DASHBOARD}?range=15m`);
    await stream.until(() => true);
    await visitor.get("/api/gex/LIMITED", { prefer: "wait=0" });
    for (let tries = 0; receiver.asked.length === 0 && tries < 100; tries += 1) await pause(50);
    const alerts = receiver.asked.map(({ body }) => JSON.parse(body).cause);
    expect(alerts).toContain("breaker-open");
    const answer = await visitor.get("/api/gex/SYMA");
    expect([answer.status, answer.tookMs < 1_000]).toEqual([200, true]);
    const [receivedAt, seen] = [[performance.now()], new Set<unknown>()];
    await stream.until(({ data }) => {
      receivedAt.push(performance.now());
      for (const event of (data as Dashboard).breakerEvents) seen.add(event.to);
      return receivedAt.length === 4;
    });
    stream.leave();
    const gaps = receivedAt.slice(1).map((at, index) => at - (receivedAt[index] ?? at));
    // Every 2 s; a receiver that is waited for takes 5.
    expect(Math.max(...gaps)).toBeLessThan(4_000);
    expect(seen).toContain("open");
    const { breakerEvents } = await read(owner);
    expect(breakerEvents).toContainEqual(
      expect.objectContaining({ window: "account", from: "closed", to: "open" }),
    );
  });
});

test("closes a session even when the close cannot be noted", async () => {
  const leaving = await admin();
  const key = "gammagate:audit";
  expect(await site.redis.command("EXISTS", key)).toBe(1);
  await site.redis.command("SET", key, "not a list");
  expect((await leaving.send("DELETE", "/api/admin/session")).status).toBeGreaterThanOrEqual(500);
  await site.redis.command("DEL", key);
  expect(slugOf(await leaving.get(DASHBOARD))).toBe("unauthorized");
});

describe("without a session", () => {
  const manifest: Record<string, string> = JSON.parse(
    readFileSync(path.join(ROOT, ".next/app-path-routes-manifest.json"), "utf8"),
  );
  const routes = Object.values(manifest)
    .filter((route) => /^\/api\/(admin\/|metrics$)/.test(route))
    .map((route) => route.replace(/\[(\w+)\]/g, (_, name) => (name === "resource" ? "gex" : "1")));
  const TRICKS: Record<string, string>[] = [
    {},
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "sec-purpose": "prefetch" },
    { cookie: "gg_admin=abc.1.forged" },
    { authorization: "Bearer gg_a_b" },
  ];

  test("answers 401 on every route, whatever the method or headers", async () => {
    expect(routes.length).toBeGreaterThanOrEqual(8);
    for (const route of routes) {
      const statuses: (readonly [string, number])[] = [];
      for (const method of ["GET", "HEAD", "POST", "DELETE", "PUT"]) {
        for (const headers of TRICKS) {
          const { status } = await site.stranger().send(method, route, headers);
          statuses.push([method, status]);
        }
      }
      // What a route does not offer it refuses by its method; what it offers, for want of a session.
      const offered = statuses.filter(([, status]) => status !== 405);
      expect([route, offered.length > 0]).toEqual([route, true]);
      const isSignIn = route === "/api/admin/session";
      for (const [method, status] of offered) {
        const isTry = isSignIn && method === "POST";
        expect([route, method, isTry || status === 401]).toEqual([route, method, true]);
      }
    }
  });

  test("answers on no route by relying on the proxy", () => {
    const matcher = new RegExp(`^${proxyConfig.matcher[0]?.source}$`);
    expect(routes.filter((route) => matcher.test(route))).toEqual([]);
    expect(matcher.test("/admin")).toBe(true);
  });
});

test("never reveals a secret in answers, logs or values", async () => {
  await site.expectNoKey();
  expect(site.server.output()).not.toContain("canary for");
});

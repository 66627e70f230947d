import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboardSchema } from "@/lib/contract/admin/dashboard";
import { ticketSchema } from "@/lib/contract/queue/ticket";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { scanCreatedSchema } from "@/lib/contract/scan/scan";
import { compositeAnswerSchema } from "@/lib/contract/snapshot/composite";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { fleetPolicy } from "@/lib/policy";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import { createVisitor, slugOf, type Visitor } from "../support/visitors/http-visitor";
import { makeDeploymentKey, secondaryEnv } from "./secondary-parts";

const ADMIN_PASSWORD = "a password of these tests";

let primary: Deployment;
let primaryServer: AppServer;
let secondary: AppServer;
let key: string;
const heard: string[] = [];

beforeAll(async () => {
  primary = await startDeployment({ env: { ADMIN_PASSWORD, DEPLOYMENT_NAME: "first" } });
  primaryServer = primary.server;
  key = await makeDeploymentKey(primary);
  secondary = await startAppServer({ env: secondaryEnv(primary.server.origin, key) });
});

afterAll(async () => {
  await secondary?.kill();
  await primaryServer?.kill();
  await primary?.stop();
});

/** A browser at the secondary, with its cookie. */
async function visit(): Promise<Visitor> {
  const visitor = createVisitor(secondary.port, (text) => void heard.push(text));
  await visitor.get("/api/rate-limit-status");
  return visitor;
}

const callsFor = (symbol: string) =>
  primary.upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

describe("with its primary", () => {
  beforeAll(() => primary.opened());

  test("loads a snapshot through the primary, once", async () => {
    const visitor = await visit();
    const first = await visitor.get("/api/gex/SPY", { prefer: "wait=20" });
    expect(snapshotSchema.parse(first.body)).toMatchObject({ symbol: "SPY", source: "upstream" });
    expect(first.headers).toMatchObject({ "preference-applied": "wait=20" });
    const saved = await visitor.get("/api/gex/SPY?cached=1");
    expect(snapshotSchema.parse(saved.body)).toMatchObject({ source: "cache", staleReason: null });
    expect(callsFor("SPY")).toBe(1);
  });

  test("says whose quota it shows", async () => {
    const { body, headers } = await (await visit()).get("/api/rate-limit-status");
    const host = new URL(primary.server.origin).host;
    expect(quotaSchema.parse(body)).toMatchObject({
      upstream: "primary",
      primary: { host, upstream: "v2" },
      limit: 20,
      health: "healthy",
      deployment: "second",
    });
    expect(headers["ratelimit-policy"]).toContain("q=20");
    const page = await (await visit()).get("/", { accept: "text/html" });
    expect(page.text).toContain(`Quota of ${host}`);
  });

  test("never spends on a prefetch or a page view", async () => {
    const visitor = await visit();
    const prefetch = await visitor.get("/api/gex/IWM", { "sec-purpose": "prefetch" });
    const navigation = await visitor.get("/api/gex/IWM", { "sec-fetch-mode": "navigate" });
    expect([slugOf(prefetch), slugOf(navigation)]).toEqual(["not-cached", "not-cached"]);
    await visitor.get("/s/IWM", { accept: "text/html" });
    expect(callsFor("IWM")).toBe(0);
  });

  test("streams a ticket to its end, and keeps what it brings", async () => {
    primary.upstream.script({ symbol: "QQQ" }, { kind: "good", delayMs: 700 });
    const visitor = await visit();
    const queued = await visitor.get("/api/gex/QQQ", { prefer: "wait=0" });
    expect(queued.status).toBe(202);
    const { ticket } = ticketSchema.parse(queued.body);
    expect(queued.headers.location).toBe(`/api/tickets/${ticket}`);
    const stream = await visitor.events(`/api/tickets/${ticket}/events`);
    const events = await stream.until(({ event }) => event === "completed");
    expect(events.at(-1)).toMatchObject({ event: "completed", data: { state: "completed" } });
    expect(ticketSchema.parse((await visitor.get(`/api/tickets/${ticket}`)).body).state).toBe(
      "completed",
    );
  });

  test("runs a scan and resumes its stream", async () => {
    const visitor = await visit();
    const symbols = ["AAPL", "MSFT", "NVDA"];
    const created = await visitor.post("/api/scanner/scan-incremental", { symbols });
    expect(created.status).toBe(201);
    const { scan, events } = scanCreatedSchema.parse(created.body);
    const stream = await visitor.events(events);
    const rows = (await stream.until(({ event }) => event === "end")).filter(
      ({ event }) => event === "completed",
    );
    expect(rows).toHaveLength(3);
    expect((await visitor.get(`/api/scanner/scans/${scan}`)).body).toMatchObject({ scan });
    const after = await visitor.events(events, { "last-event-id": "1" });
    expect((await after.until(({ event }) => event === "end")).length).toBeGreaterThan(0);
  });

  test("refreshes selected symbols and shows one's own place", async () => {
    primary.upstream.script({ symbol: "TSLA" }, { kind: "good", delayMs: 800 });
    const [one, other] = [await visit(), await visit()];
    const refreshed = await one.post("/api/refresh", { symbols: ["TSLA"], resource: "gex" });
    expect(refreshed.status).toBe(202);
    const ofOne = await one.get("/api/queue-status");
    const ofOther = await other.get("/api/queue-status");
    expect(ofOne.body).toMatchObject({ mine: [{ symbol: "TSLA" }] });
    expect(ofOther.body).toMatchObject({ mine: [] });
  });

  test("makes its callers callers of the primary, in one house", async () => {
    const [one, other] = [await visit(), await visit()];
    const queued = await one.get("/api/gex/AMD", { prefer: "wait=0" });
    const { ticket } = ticketSchema.parse(queued.body);
    expect(slugOf(await other.get(`/api/tickets/${ticket}`))).toBe("not-found");
    await other.get("/api/gex/INTC", { prefer: "wait=20" });
    const dashboard = await readDashboard();
    const callers = dashboard.calls
      .filter(({ symbol }) => symbol === "AMD" || symbol === "INTC")
      .map(({ caller }) => caller);
    expect(new Set(callers).size).toBe(2);
    expect(dashboard.deployments).toContainEqual(
      expect.objectContaining({ name: "second", role: "secondary", status: "up" }),
    );
  });

  test("refuses malformed requests before or at the primary", async () => {
    const visitor = await visit();
    expect(slugOf(await visitor.get("/api/gex/SPY?x=1"))).toBe("invalid-request");
    expect(slugOf(await visitor.get("/api/gex/SPY?priority=1"))).toBe("forbidden");
    expect(slugOf(await visitor.post("/api/refresh", "{"))).toBe("invalid-request");
    const large = JSON.stringify({ symbols: ["A".repeat(40_000)] });
    expect(slugOf(await visitor.post("/api/refresh", large))).toBe("payload-too-large");
    expect(slugOf(await visitor.get("/api/tickets/unknown"))).toBe("invalid-request");
  });
});

async function readDashboard() {
  const admin = createVisitor(primary.server.port);
  await admin.post("/api/admin/session", { password: ADMIN_PASSWORD });
  // The heartbeat of the first request has been sent, since later ones were answered.
  const { body } = await admin.get("/api/admin/rate-limit-dashboard");
  return dashboardSchema.parse(body);
}

describe("without its primary", () => {
  test("answers from its copies within 1 s, with no call", async () => {
    const visitor = await visit();
    const asked = primary.upstream.arrivals().length;
    await primaryServer.kill();
    const answers = [
      await visitor.get("/api/gex/SPY?refresh=1", { prefer: "wait=20" }),
      await visitor.get("/api/gex/QQQ"),
      await visitor.get("/api/gex/AAPL?cached=1"),
    ];
    for (const answer of answers) {
      expect(answer.tookMs).toBeLessThan(1_000);
      expect(snapshotSchema.parse(answer.body)).toMatchObject({
        source: "stale",
        staleReason: "primary-down",
        quota: { health: "down", upstream: "primary" },
      });
      expect(Number(answer.headers.age)).toBeGreaterThanOrEqual(0);
    }
    const gamma = await visitor.get("/api/gamma/SPY");
    expect(compositeAnswerSchema.parse(gamma.body).parts[0]).toMatchObject({
      staleReason: "primary-down",
    });
    expect(gamma.tookMs).toBeLessThan(1_000);
    const page = await visitor.get("/s/SPY", { accept: "text/html" });
    expect(page.status).toBe(200);
    expect(page.tookMs).toBeLessThan(1_000);
    expect(primary.upstream.arrivals()).toHaveLength(asked);
  });

  test("refuses with a reason what only the primary can do", async () => {
    const visitor = await visit();
    const refused = [
      await visitor.get("/api/gex/NFLX"),
      await visitor.post("/api/refresh", { symbols: ["SPY"], resource: "gex" }),
      await visitor.post("/api/scanner/scan-incremental", { symbols: ["SPY"] }),
      await visitor.get("/api/queue-status"),
    ];
    for (const answer of refused) {
      expect(slugOf(answer)).toBe("primary-unavailable");
      expect(answer.tookMs).toBeLessThan(1_000);
    }
    const status = quotaSchema.parse((await visitor.get("/api/rate-limit-status")).body);
    expect(status).toMatchObject({ health: "down", remaining: 0, upstream: "primary" });
    expect(status.healthReason).toContain("primary deployment");
    expect(callsFor("NFLX")).toBe(0);
  });

  test("works again within one heartbeat of the primary's return", async () => {
    const { port } = primary.server;
    primaryServer = await startAppServer({ env: primary.env, port });
    const startedAt = performance.now();
    const visitor = await visit();
    for (;;) {
      const { body } = await visitor.get("/api/gex/SPY");
      if (snapshotSchema.parse(body).staleReason === null) break;
    }
    expect(performance.now() - startedAt).toBeLessThan(fleetPolicy.heartbeatMs);
    expect(secondary.output()).toContain("the primary responds again");
  });
});

test("shows the key in no log and no answer", async () => {
  const everything = [secondary.output(), primaryServer.output(), ...heard].join("\n");
  const secret = key.slice("gg_12345678_".length);
  expect(secret.length).toBeGreaterThan(20);
  expect(everything).not.toContain(secret);
  await primary.expectNoKey();
});

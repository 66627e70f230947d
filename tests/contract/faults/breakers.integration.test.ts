import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { worstWindow } from "../../support/fake-upstream/fake-arrivals";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { slugOf, type Visitor } from "../../support/visitors/http-visitor";

const WINDOW_MS = 4_000;
let site: Deployment;
beforeAll(async () => {
  site = await startDeployment({ env: { QUOTA_WINDOW_SECONDS: String(WINDOW_MS / 1_000) } });
});
afterAll(() => site?.stop());
beforeEach(() => site.opened());

const quotaFor = async (visitor: Visitor) =>
  quotaSchema.parse((await visitor.get("/api/rate-limit-status")).body);

describe("an upstream that fails", () => {
  test("is left alone after five failures in a row, then tried again", async () => {
    const visitor = await site.visit();
    await site.seed("KEPT");
    for (let number = 1; number <= 5; number += 1) {
      site.upstream.script({ symbol: `F${number}` }, { kind: "failing" });
      expect(slugOf(await visitor.get(`/api/gex/F${number}`))).toBe("upstream-error");
    }
    const stale = await visitor.get("/api/gex/KEPT");
    expect(snapshotSchema.parse(stale.body).staleReason).toBe("breaker-open");
    const patient = await visitor.get("/api/gex/PATIENT", { prefer: "wait=20" });
    expect(patient.status).toBe(200);
    expect((await quotaFor(await site.visit())).breaker.state).toBe("closed");
  });

  test("stops all calls once it refuses two symbols' headlines", async () => {
    const visitor = await site.visit();
    for (const symbol of ["DENIED1", "DENIED2"]) {
      site.upstream.script({ symbol }, { kind: "not-allowed" });
      expect(slugOf(await visitor.get(`/api/gex/${symbol}`))).toBe("upstream-auth");
    }
    const before = site.upstream.arrivals().length;
    expect(slugOf(await visitor.get("/api/gex/OTHER"))).toBe("upstream-auth");
    expect(slugOf(await visitor.get("/api/curve/OTHER"))).toBe("upstream-auth");
    expect(site.upstream.arrivals()).toHaveLength(before);
    const { health, healthReason, healthSince } = await quotaFor(await site.visit());
    // A new caller is informed of the earlier stop.
    expect(Date.now() - Date.parse(healthSince ?? "")).toBeLessThan(60_000);
    expect({ health, healthReason }).toEqual({
      health: "down",
      healthReason: expect.stringContaining("rejected the API key"),
    });
  });

  test("stops only the curves when it does not allow them", async () => {
    const visitor = await site.visit();
    site.upstream.script({ symbol: "NOCURVE" }, { kind: "not-allowed" });
    expect(slugOf(await visitor.get("/api/curve/NOCURVE"))).toBe("upstream-auth");
    expect(slugOf(await visitor.get("/api/curve/ANOTHER"))).toBe("upstream-auth");
    expect((await visitor.get("/api/gex/HEADLINE")).status).toBe(200);
    const { windows, health } = await quotaFor(await site.visit());
    expect(health).toBe("healthy");
    expect(windows.map(({ name, breaker }) => [name, breaker.state])).toEqual([
      ["account", "closed"],
      ["expensive", "open"],
      ["month", "closed"],
    ]);
  });
});

test("lowers the limit, and reports outside usage, by its refusal", async () => {
  const visitor = await site.visit();
  expect(await quotaFor(visitor)).toMatchObject({ limit: 20, outsideUsage: false });
  site.upstream.script({ symbol: "TAKEN" }, { kind: "limited", retryAfter: "1" });
  expect((await visitor.get("/api/gex/TAKEN", { prefer: "wait=20" })).status).toBe(200);
  expect(await quotaFor(await site.visit())).toMatchObject({ limit: 18, outsideUsage: true });
});

test("delays nothing but curves, which have their own window", async () => {
  const visitor = await site.visit();
  const symbols = Array.from({ length: 7 }, (_, index) => `CURVE${index}`);
  const curves = symbols.map((symbol) =>
    visitor.get(`/api/curve/${symbol}`, { prefer: "wait=30" }),
  );
  const headline = await visitor.get("/api/gex/QUICK", { prefer: "wait=30" });
  expect(headline.status).toBe(200);
  for (const answer of await Promise.all(curves)) expect(answer.status).toBe(200);
  const calls = site.upstream.arrivals();
  const times = calls.filter(({ symbol }) => symbol?.startsWith("CURVE")).map(({ at }) => at);
  expect(times).toHaveLength(7);
  expect(worstWindow(times, WINDOW_MS)).toBe(5);
  const quick = calls.find(({ symbol }) => symbol === "QUICK")?.at ?? Number.POSITIVE_INFINITY;
  expect(quick).toBeLessThan(Math.max(...times));
});

test("counts curves as realtime calls on the older API", async () => {
  const older = await startDeployment({
    api: "v1",
    env: { QUOTA_WINDOW_SECONDS: String(WINDOW_MS / 1_000) },
  });
  try {
    await older.opened();
    const visitor = await older.visit();
    const curves = ["A", "B", "C"].map((symbol) =>
      visitor.get(`/api/curve/${symbol}`, { prefer: "wait=30" }),
    );
    for (const answer of await Promise.all(curves)) expect(answer.status).toBe(200);
    const times = older.upstream.arrivals().map(({ at }) => at);
    expect(times).toHaveLength(3);
    expect(worstWindow(times, WINDOW_MS)).toBe(2);
    const { windows } = await quotaFor(visitor);
    expect(windows.map(({ name, limit }) => [name, limit])).toEqual([
      ["account", 20],
      ["realtime", 2],
    ]);
  } finally {
    await older.stop();
  }
});

import { describe, expect, test } from "vitest";
import { callerPolicy } from "@/lib/policy";
import { startAppServer } from "../support/servers/app-server";
import { createVisitor, slugOf, type Visitor } from "../support/visitors/http-visitor";

/** A flood's window is of whole 10 s of this machine's clock: a count over its end is not exact. */
const windowNow = () => Math.floor(Date.now() / (callerPolicy.floodWindowSeconds * 1_000));

describe("X-Forwarded-For", () => {
  const flood = { FLOOD_PER_ADDRESS: "5", FLOOD_PER_CALLER: "1000" };
  const addresses = ["1.2.3.4", "unknown", "::1", Array(100).fill("9.9.9.9").join(", ")];

  test("sets the address by its last entry, with TRUST_PROXY 1 only", async () => {
    const behind = { TRUST_PROXY: "1", APP_ORIGIN: "https://gammagate.example", ...flood };
    const [direct, proxied] = [
      await startAppServer({ env: flood }),
      await startAppServer({ env: behind }),
    ];
    const ask = async (port: number, address: string) =>
      (await createVisitor(port).get("/api/queue-status", { "x-forwarded-for": address })).status;
    for (let round = 0; round < 4; round += 1) {
      for (const address of addresses) expect(await ask(direct.port, address)).toBe(200);
    }
    for (let host = 0; ; host += 1) {
      const before = windowNow();
      const statuses: number[] = [];
      for (let n = 0; n < 7; n += 1) {
        statuses.push(await ask(proxied.port, `10.0.0.${n}, 5.6.8.${host}`));
      }
      if (windowNow() !== before) continue;
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
      break;
    }
    expect(await ask(proxied.port, "5.6.7.8, 5.6.7.9")).toBe(200);
    await Promise.all([direct.kill(), proxied.kill()]);
  });
});

/**
 * A new caller asks seven times within one window of the limiter, which is of whole 10 s of this
 * machine's clock: over its end the count is not exact. One that met it is let go, and another asks.
 */
async function flood(
  port: number,
  target: string,
): Promise<{ visitor: Visitor; statuses: number[] }> {
  for (;;) {
    const visitor = createVisitor(port);
    await visitor.get("/api/rate-limit-status");
    const before = windowNow();
    const statuses: number[] = [];
    for (let times = 0; times < 7; times += 1) statuses.push((await visitor.get(target)).status);
    if (windowNow() === before) return { visitor, statuses };
  }
}

test("refuses a caller's flood on all store routes, and no others", async () => {
  const env = { FLOOD_PER_CALLER: "6" };
  const server = await startAppServer({ env });
  const targets = [
    "/api/gex/SPY",
    "/api/gex/SPY?cached=1",
    "/api/queue-status",
    "/api/rate-limit-status",
    "/api/tickets/events",
  ];
  for (const target of targets) {
    const { visitor, statuses } = await flood(server.port, target);
    expect(statuses, target).toEqual([200, 200, 200, 200, 200, 200, 429]);
    const refused = await visitor.get(target);
    expect(slugOf(refused)).toBe("too-many-requests");
    expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(20);
    expect((await visitor.get("/api/health")).status).toBe(200);
  }
  await server.kill();
});

test("sets no cookie on refused or uncounted requests", async () => {
  const server = await startAppServer({ env: { FLOOD_PER_CALLER: "6" } });
  const visit = (target: string) => fetch(`${server.origin}${target}`);
  const first = await visit("/api/rate-limit-status");
  expect(first.headers.get("set-cookie")).toMatch(/gg_caller=/);
  for (const target of ["/api/tickets/x", "/api/scanner/scans/x", "/api/openapi.json"]) {
    expect((await visit(target)).headers.get("set-cookie"), target).toBeNull();
  }
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => visit("/api/gex/SPY?cached=1")),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.filter(({ headers }) => headers.has("set-cookie"))).toEqual([]);
  await server.kill();
});

test("counts a page as one request, and draws it over the limit", async () => {
  const server = await startAppServer({ env: { FLOOD_PER_CALLER: "6" } });
  for (;;) {
    const visitor = createVisitor(server.port);
    await visitor.get("/api/rate-limit-status");
    const before = windowNow();
    const targets = [
      "/",
      "/s/SPY",
      "/",
      "/s/SPY/gamma",
      "/",
      ...Array(3).fill("/api/queue-status"),
    ];
    const statuses: number[] = [];
    for (const target of [...targets, "/", "/s/SPY"]) {
      statuses.push((await visitor.get(target)).status);
    }
    if (windowNow() !== before) continue;
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429, 200, 200]);
    break;
  }
  await server.kill();
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { type FakeUpstream, startFakeUpstream } from "../../support/fake-upstream/fake-upstream";
import { startAppServer } from "../../support/servers/app-server";
import { createVisitor } from "../../support/visitors/http-visitor";

const KEY = "canary-key-of-the-embedded";
const WINDOW_MS = 4_000;
/** Its own deadline is 1 s. */
const CALL_MS = 700;

let upstream: FakeUpstream;
const folder = mkdtempSync(path.join(tmpdir(), "gammagate-ends-"));
beforeAll(async () => {
  upstream = await startFakeUpstream({ v2Key: KEY, limits: { windowMs: WINDOW_MS } });
});
afterAll(async () => {
  await upstream?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The embedded store and a real key: the state lives in this folder. */
const start = () =>
  startAppServer({
    env: {
      DATA_DIR: folder,
      ACCESS: "open",
      TRADING_VOLATILITY_API_KEY: KEY,
      TRADING_VOLATILITY_BASE_URL: upstream.baseUrl,
      UPSTREAM_TIMEOUT_SECONDS: "1",
      QUOTA_WINDOW_SECONDS: String(WINDOW_MS / 1_000),
      MARKET_HOURS: "always-open",
      FLOOD_PER_CALLER: "5000",
    },
  });

const callsFor = (symbol: string) =>
  upstream.arrivals().filter((arrival) => arrival.symbol === symbol).length;

describe("on SIGTERM", () => {
  test("settles the call, sends streams reconnect, and exits with 0", async () => {
    const server = await start();
    const visitor = createVisitor(server.port);
    // The first answer comes once the new state's first window has passed.
    const first = await visitor.get("/api/gex/FIRST", { prefer: "wait=60" });
    expect(first.status).toBe(200);
    upstream.script({ symbol: "UNDERWAY" }, { kind: "good", delayMs: CALL_MS });
    const waiting = visitor.get("/api/gex/UNDERWAY", { prefer: "wait=30" });
    while (callsFor("UNDERWAY") === 0) await pause(10);
    const mine = await visitor.events("/api/tickets/events");
    expect(mine.status).toBe(200);
    const stoppedAt = performance.now();
    const reconnect = mine.until(({ event }) => event === "reconnect");
    const exit = server.stop();
    expect((await reconnect).at(-1)?.event).toBe("reconnect");
    expect([200, 202]).toContain((await waiting).status);
    expect(await exit).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(CALL_MS + 5_000);
    expect(callsFor("UNDERWAY")).toBe(1);
    expect(server.output()).not.toContain(KEY);
  });
});

describe("the embedded store with a real key", () => {
  test("spends nothing twice across kills and restarts", async () => {
    const server = await start();
    const startedAt = performance.now();
    const visitor = createVisitor(server.port);
    const symbols = Array.from({ length: 20 }, (_, index) => `FILL${index}`);
    const fill = symbols.map((symbol) =>
      visitor.get(`/api/gex/${symbol}`, { prefer: "wait=60" }).catch(() => null),
    );
    while (upstream.arrivals().length < 15) await pause(10);
    await server.kill();
    await Promise.all(fill);
    const again = await start();
    const other = createVisitor(again.port);
    const late = symbols.map((symbol) => other.get(`/api/gex/L${symbol}`, { prefer: "wait=60" }));
    const answers = await Promise.all(late);
    for (const { body, text } of answers) {
      expect(snapshotSchema.safeParse(body).success, text).toBe(true);
    }
    expect(upstream.worstWindow(WINDOW_MS)).toBeLessThanOrEqual(20);
    expect(performance.now() - startedAt).toBeLessThan(45_000);
    await secondProcessRefuses();
    expect(await again.stop()).toBe(0);
  });
});

async function secondProcessRefuses(): Promise<void> {
  const before = upstream.arrivals().length;
  await expect(start()).rejects.toThrow("DATA_DIR is in use");
  expect(upstream.arrivals()).toHaveLength(before);
}

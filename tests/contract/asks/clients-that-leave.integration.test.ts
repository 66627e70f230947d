import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { ROOT } from "../../support/architecture/source-files";
import { type AppServer, startAppServer } from "../../support/servers/app-server";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { createVisitor } from "../../support/visitors/http-visitor";

/*
 * On a platform that stops a process once no request is open. The call that it has in flight is
 * everyone's who waits for it, on other instances too.
 */
const PLATFORM = path.join(ROOT, "tests/support/servers/serverless-platform.mjs");
/** Longer than a test: a call that was lost would be made again after it. */
const CALL_MS = 2_000;

let site: Deployment;
let platform: AppServer;
beforeAll(async () => {
  site = await startDeployment({ env: { UPSTREAM_TIMEOUT_SECONDS: "8" } });
});
afterAll(() => site?.stop());
beforeEach(async () => {
  const env = { ...site.env, NODE_OPTIONS: `--import ${PLATFORM}` };
  [platform] = await Promise.all([startAppServer({ env }), site.opened()]);
  site.upstream.reset();
});
afterEach(() => platform?.kill());

/** Asks on the platform for a symbol whose call takes a while; resolves once the call has arrived. */
async function askThere(symbol: string): Promise<{ leave(): void }> {
  site.upstream.script({ symbol }, { kind: "good", delayMs: CALL_MS });
  const leaving = new AbortController();
  const headers = { prefer: "wait=75" };
  const target = `${platform.origin}/api/gex/${symbol}`;
  fetch(target, { headers, signal: leaving.signal }).catch(() => {});
  await expect.poll(() => site.upstream.arrivals().length, { timeout: 10_000 }).toBe(1);
  return { leave: () => leaving.abort() };
}

test("keeps a call that others wait for when one client leaves", async () => {
  const asker = await askThere("SPY");
  const other = await site.visit();
  const answer = other.get("/api/gex/SPY", { prefer: "wait=60" });
  await expect
    .poll(async () => (await other.get("/api/queue-status")).body, { timeout: CALL_MS })
    .toMatchObject({ mine: [{ symbol: "SPY", state: "running" }] });
  asker.leave();
  expect((await answer).status).toBe(200);
  // One that was lost is made again, once its slot has been held for the unreported call.
  expect(site.upstream.arrivals()).toHaveLength(1);
});

const REFUSED: [string, string, unknown?][] = [
  ["GET", "/api/gex/---"],
  ["GET", "/api/gamma/---"],
  ["GET", "/api/tickets/x"],
  ["DELETE", "/api/tickets/x"],
  ["GET", "/api/tickets/x/events"],
  ["GET", "/api/scanner/scans/x"],
  ["POST", "/api/scanner/scans/x/resume"],
  ["GET", "/api/scanner/scans/x/events"],
  ["POST", "/api/scanner/scan-incremental", { symbols: ["---"] }],
  ["POST", "/api/refresh", { symbols: ["---"] }],
];

test("asks the platform to wait before any handler, even a refusal", async () => {
  await askThere("QQQ");
  const asked = () => platform.output().split("platform: asked to wait").length - 1;
  for (const [method, target, body] of REFUSED) {
    const before = asked();
    const answer = await createVisitor(platform.port).send(method, target, {}, body);
    expect([target, answer.status >= 400, asked() - before]).toEqual([target, true, 1]);
  }
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditSchema } from "@/lib/contract/admin/admin";
import { snapshotSchema } from "@/lib/contract/snapshot/snapshot";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import type { Visitor } from "../../support/visitors/http-visitor";

const PASSWORD = "a password of these tests";

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  site = await startDeployment({ env: { ADMIN_PASSWORD: PASSWORD } });
  visitor = await site.visit();
  await site.opened();
});
afterAll(() => site?.stop());

/** Values that another program or a fault may have written under our keys. */
const GARBAGE: [string, (key: string) => string[]][] = [
  ["text that is no JSON", (key) => ["SET", key, "{garbage"]],
  ["JSON of another shape", (key) => ["SET", key, '{"fetchedAtMs":"x","at":1e99,"snapshot":[]}']],
  ["a list of such", (key) => ["RPUSH", key, "{garbage", "null", '{"at":1e99}']],
  ["a hash", (key) => ["HSET", key, "refilledAt", "x", "tokens", "y"]],
];

/** The gate's own state is judged by its script, which counts what it cannot read as lost. */
async function otherKeys(): Promise<string[]> {
  const keys = (await site.redis.command("KEYS", "*")) as string[];
  return keys.filter((key) => !key.startsWith("gammagate:gate:"));
}

/** Replaces every value except sessions. */
async function spoil(words: (key: string) => string[]): Promise<void> {
  for (const key of await otherKeys()) {
    if (key.includes(":admin-session:")) continue;
    // At once: the server may write the key in between.
    const spoilAtOnce = "redis.call('DEL', ARGV[2]) return redis.call(unpack(ARGV))";
    await site.redis.command("EVAL", spoilAtOnce, "0", ...words(key));
  }
}

async function clear(): Promise<void> {
  for (const key of await otherKeys()) await site.redis.command("DEL", key);
}

const ADDRESSES = [
  "/api/gex/SPY?cached=1",
  "/api/gex/SPY",
  "/api/gex/SPY?refresh=1",
  "/api/queue-status",
  "/api/rate-limit-status",
  "/api/scanner/scans",
  "/api/tickets/events",
  "/",
  "/s/SPY",
  "/api/admin/rate-limit-dashboard",
  "/api/admin/audit",
  "/api/metrics",
];

/** So that there is a key of each kind. */
async function useAll(): Promise<string> {
  await visitor.post("/api/admin/session", { password: PASSWORD });
  await visitor.get("/api/gex/SPY?refresh=1");
  await visitor.get("/api/gex/QQQ");
  await visitor.post("/api/admin/breaker", { window: "realtime", action: "release" });
  const scan = await visitor.post("/api/scanner/scan-incremental", { symbols: ["SPY", "IWM"] });
  return scan.headers.location ?? "";
}

describe.each(GARBAGE)("%s under every key", (_, words) => {
  test("counts as empty or as a failing store, never as our fault", async () => {
    await clear();
    const scan = await useAll();
    await spoil(words);
    const statuses: Record<string, number> = {};
    for (const address of [...ADDRESSES, scan]) {
      statuses[address] = (await visitor.get(address)).status;
    }
    const faults = Object.entries(statuses).filter(([, status]) => status === 500);
    expect(faults).toEqual([]);
  });
});

test("takes the next copy under a key that held anything else", async () => {
  await clear();
  await visitor.get("/api/gex/SPY");
  const keys = (await site.redis.command("KEYS", "gammagate:snapshot:*")) as string[];
  for (const key of keys) {
    await site.redis.command("DEL", key);
    await site.redis.command("RPUSH", key, "garbage");
  }
  const answer = await visitor.get("/api/gex/SPY");
  expect(snapshotSchema.parse(answer.body)).toMatchObject({ source: "upstream" });
  const kept = await visitor.get("/api/gex/SPY?cached=1");
  expect(snapshotSchema.parse(kept.body)).toMatchObject({ source: "cache" });
});

test("returns the rest of an audit that is partly unreadable", async () => {
  await clear();
  await useAll();
  const [key = ""] = (await site.redis.command("KEYS", "*:audit")) as string[];
  for (const text of ["{garbage", "null", '{"at":1e99}', '{"at":1}']) {
    await site.redis.command("LPUSH", key, text);
  }
  const { entries } = auditSchema.parse((await visitor.get("/api/admin/audit")).body);
  expect(entries.length).toBeGreaterThan(0);
});

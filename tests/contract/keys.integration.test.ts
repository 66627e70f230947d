import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditSchema } from "@/lib/contract/admin/admin";
import { dashboardSchema } from "@/lib/contract/admin/dashboard";
import { accessKeysSchema, type CreatedKey, createdKeySchema } from "@/lib/contract/admin/keys";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";
import { everyValue } from "../support/store/stored-values";
import { type Answer, createVisitor, slugOf, type Visitor } from "../support/visitors/http-visitor";

const PASSWORD = "the password of these tests";
const KEYS = "/api/admin/keys";
const METRICS = "/api/metrics";
const MEMBERS = {
  ACCESS: "members",
  ACCESS_PASSPHRASE: "a passphrase of these tests",
  ADMIN_PASSWORD: PASSWORD,
};

let redis: RedisServer;
let server: AppServer;
let other: AppServer;
const output: string[] = [];
const onText = (text: string) => void output.push(text);
/** Every key that was created, to be looked for at the end. */
const secrets: string[] = [];

beforeAll(async () => {
  redis = await startRedisServer();
  const shared = { REDIS_URL: redis.url, SESSION_SECRET: "a secret of these tests, long enough" };
  const env = { ...MEMBERS, ...shared };
  server = await startAppServer({ env });
  other = await startAppServer({ env: { ...env, ADMIN_READ_ONLY: "1" } });
});
afterAll(async () => {
  await Promise.all([server?.kill(), other?.kill()]);
  await redis?.stop();
});

const guest = (at: AppServer = server) => createVisitor(at.port, onText);
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function admin(at: AppServer = server): Promise<Visitor> {
  const visitor = guest(at);
  expect((await visitor.post("/api/admin/session", { password: PASSWORD })).status).toBe(204);
  return visitor;
}

/** Creates a key. Its answer is not captured: only this one may contain the secret. */
async function make(over: object = {}): Promise<CreatedKey> {
  const headers = { cookie: (await admin()).cookie() };
  const body = { name: "notebook", role: "client", ...over };
  const answer = await createVisitor(server.port).post(KEYS, body, headers);
  const created = createdKeySchema.parse(answer.body);
  secrets.push(created.key);
  return created;
}

/** What an outsider sees of an answer, without what differs from request to request. */
function judged({ status, body, headers }: Answer) {
  const { "www-authenticate": challenge, "set-cookie": cookie } = headers;
  return { status, body: { ...Object(body), instance: "" }, challenge, cookie };
}

describe("a key on a members-only server", () => {
  test("loads data without passphrase, cookie or origin", async () => {
    const { key, ...created } = await make();
    expect(created).toMatchObject({ name: "notebook", share: 0, lastUsedAt: null });
    for (const headers of [
      bearer(key),
      { "x-api-key": key },
      { ...bearer(key), origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
      { "x-api-key": key, authorization: "Bearer of-another-proxy" },
    ]) {
      const answer = await guest().get("/api/gex/SPY", headers);
      expect(answer.status).toBe(200);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
    const posted = await guest().post("/api/refresh", { symbols: ["SPY"] }, bearer(key));
    expect(posted.status).toBe(202);
    const { keys } = accessKeysSchema.parse((await (await admin()).get(KEYS)).body);
    expect(keys.find(({ id }) => id === created.id)?.lastUsedAt).not.toBeNull();
  });

  test("is refused with one answer, whatever is wrong with it", async () => {
    const [revoked, valid] = [await make(), await make()];
    const soon = await make({ expiresAt: new Date(Date.now() + 5_000).toISOString() });
    expect((await (await admin()).send("DELETE", `${KEYS}/${revoked.id}`)).status).toBe(204);
    const wrong = `gg_${valid.id}_${"A".repeat(43)}`;
    const status = async () => (await guest().get("/api/queue-status", bearer(soon.key))).status;
    await expect.poll(status, { timeout: 20_000 }).toBe(401);
    const none = judged(await guest().get("/api/gex/SPY"));
    expect(none).toMatchObject({ status: 401, cookie: undefined });
    expect(none.challenge).toBe('Bearer realm="gammagate", Cookie realm="gammagate"');
    for (const headers of [
      bearer(revoked.key),
      bearer(soon.key),
      bearer(wrong),
      bearer("gg_"),
      bearer("gg_a_b"),
      bearer(`gg_${"x".repeat(8_000)}`),
      { "x-api-key": `${valid.key}, ${valid.key}` },
      { ...bearer(valid.key), "x-api-key": wrong },
    ]) {
      for (const target of ["/api/gex/SPY", METRICS]) {
        expect(judged(await guest().get(target, headers))).toEqual(none);
      }
    }
  });

  test("is refused at once on another instance once revoked", async () => {
    const { id, key } = await make();
    const ask = () => guest(other).get("/api/rate-limit-status", bearer(key));
    expect((await ask()).status).toBe(200);
    expect((await (await admin()).send("DELETE", `${KEYS}/${id}`)).status).toBe(204);
    expect(slugOf(await ask())).toBe("unauthorized");
  });

  test("is refused in an address, whatever the parameter", async () => {
    const { key } = await make();
    for (const query of [`apikey=${key}`, `cached=${key}`, `user_id=${key}`, `${key}=1`]) {
      const answer = await guest().get(`/api/gex/SPY?${query}`, bearer(key));
      expect(slugOf(answer), query.slice(0, 8)).toBe("invalid-request");
    }
  });
});

describe("what a key may do", () => {
  test("depends on its role: only a metrics key reads metrics", async () => {
    const [client, metrics] = [await make(), await make({ role: "metrics" })];
    const read = await guest().get(METRICS, bearer(metrics.key));
    expect([read.status, read.text.includes("gammagate_quota_limit")]).toEqual([200, true]);
    expect(slugOf(await guest().get(METRICS, bearer(client.key)))).toBe("forbidden");
    for (const target of ["/api/gex/SPY", "/api/queue-status", "/api/openapi.json"]) {
      expect(slugOf(await guest().get(target, bearer(metrics.key)))).toBe("forbidden");
    }
    expect(slugOf(await guest().get(KEYS, bearer(client.key)))).toBe("unauthorized");
  });

  test("includes its own most urgent priority, and no better one", async () => {
    const [urgent, plain] = [await make({ priority: 2 }), await make()];
    const ask = (key: string, priority: number) =>
      guest().get(`/api/gex/SPY?priority=${priority}`, bearer(key));
    expect((await ask(urgent.key, 2)).status).toBe(200);
    expect(slugOf(await ask(urgent.key, 1))).toBe("forbidden");
    expect(slugOf(await ask(plain.key, 3))).toBe("forbidden");
    expect((await ask(plain.key, 4)).status).toBe(200);
  });

  test("does not include the scans of a deployment's other people", async () => {
    const { key } = await make({ role: "deployment" });
    const as = (person: string) => ({ ...bearer(key), "x-gammagate-caller": person });
    const body = { symbols: ["SPY"] };
    const started = await guest().post("/api/scanner/scan-incremental", body, as("ada"));
    expect(started.status).toBe(201);
    const { location = "" } = started.headers;
    expect((await guest().get(location, as("ada"))).status).toBe(200);
    expect(slugOf(await guest().get(location, as("bob")))).toBe("not-found");
    expect(slugOf(await guest().get(location, bearer(key)))).toBe("not-found");
    const long = await guest().get("/api/gex/SPY", as("x".repeat(65)));
    expect(slugOf(long)).toBe("invalid-request");
  });
});

describe("an admin", () => {
  test("changes and revokes a key, and the audit log has each act", async () => {
    const [visitor, { id }] = [await admin(), await make({ name: "before" })];
    const change = { name: "after", share: 2 };
    const changed = await visitor.send("PATCH", `${KEYS}/${id}`, {}, change);
    expect(changed.body).toMatchObject({ id, ...change, role: "client" });
    expect((await visitor.send("DELETE", `${KEYS}/${id}`)).status).toBe(204);
    expect(slugOf(await visitor.send("DELETE", `${KEYS}/${id}`))).toBe("not-found");
    const late = await visitor.send("PATCH", `${KEYS}/${id}`, {}, change);
    expect(slugOf(late)).toBe("not-found");
    const { entries } = auditSchema.parse((await visitor.get("/api/admin/audit")).body);
    const acts = entries.filter(({ act }) => act.startsWith("key-"));
    expect(acts.slice(0, 3).map(({ act, target }) => [act, target])).toEqual([
      ["key-revoked", "after"],
      ["key-changed", "before to after"],
      ["key-created", "before (client)"],
    ]);
  });

  test.each<[string, object, string]>([
    ["too large a share", { share: 19 }, "unprocessable"],
    ["an expiry in the past", { expiresAt: "2020-01-01T00:00:00Z" }, "unprocessable"],
    ["an unknown role", { role: "admin" }, "invalid-request"],
    ["a name of spaces", { name: "  " }, "invalid-request"],
    ["a priority of 0", { priority: 0 }, "invalid-request"],
    ["an unknown field", { secret: "x" }, "invalid-request"],
  ])("cannot create a key with %s", async (_, over, slug) => {
    const visitor = await admin();
    const answer = await visitor.post(KEYS, { name: "refused", role: "client", ...over });
    expect(slugOf(answer)).toBe(slug);
    const { entries } = auditSchema.parse((await visitor.get("/api/admin/audit")).body);
    expect(entries.some(({ target }) => target.startsWith("refused"))).toBe(false);
  });

  test("sees keys by name among the callers", async () => {
    const { key } = await make({ name: "Desk 7 notebook" });
    const answer = await guest().get("/api/gex/SPY", bearer(key));
    expect(answer.status, answer.text).toBe(200);
    const visitor = await admin();
    const labels = async () => {
      const { body } = await visitor.get("/api/admin/rate-limit-dashboard");
      return dashboardSchema.parse(body).callers.map(({ label }) => label);
    };
    // One reading of the history serves all who look within a few seconds.
    await expect.poll(labels, { timeout: 30_000 }).toContain("Desk 7 notebook");
  });

  test("changes nothing while Admin is read-only", async () => {
    const [visitor, { id }] = [await admin(other), await make()];
    const answers = [
      await visitor.post(KEYS, { name: "no", role: "client" }),
      await visitor.send("PATCH", `${KEYS}/${id}`, {}, { name: "no" }),
      await visitor.send("DELETE", `${KEYS}/${id}`),
    ];
    expect(answers.map(slugOf)).toEqual(Array(3).fill("forbidden"));
    expect(accessKeysSchema.parse((await visitor.get(KEYS)).body).isReadOnly).toBe(true);
  });

  test("is needed to create, list, change or revoke a key", async () => {
    const { id } = await make();
    const answers = [
      await guest().get(KEYS),
      await guest().post(KEYS, { name: "mine", role: "client" }),
      await guest().send("PATCH", `${KEYS}/${id}`, {}, { name: "mine" }),
      await guest().send("DELETE", `${KEYS}/${id}`),
    ];
    expect(answers.map(slugOf)).toEqual(Array(4).fill("unauthorized"));
  });
});

test("keeps keys through a restart without a shared store", async () => {
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), "gammagate-keys-"));
  const first = await startAppServer({ env: { ...MEMBERS, DATA_DIR } });
  const created = await (await admin(first)).post(KEYS, { name: "kept", role: "client" });
  const { key } = createdKeySchema.parse(created.body);
  await first.kill();
  const again = await startAppServer({ env: { ...MEMBERS, DATA_DIR } });
  expect((await guest(again).get("/api/rate-limit-status", bearer(key))).status).toBe(200);
  await again.kill();
  rmSync(DATA_DIR, { recursive: true, force: true });
});

test("leaves no secret in answers, logs or the store", async () => {
  const everything = [server.output(), other.output(), ...output, ...(await everyValue(redis))];
  const text = everything.join("\n");
  expect(secrets.length).toBeGreaterThan(5);
  // Proves that the search would find it.
  expect(text).toContain(secrets.at(-1)?.split("_")[1]);
  for (const key of secrets) expect(text).not.toContain(key.slice(12));
});

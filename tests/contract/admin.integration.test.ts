import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditSchema } from "@/lib/contract/admin/admin";
import { dashboardSchema } from "@/lib/contract/admin/dashboard";
import { quotaSchema } from "@/lib/contract/quota/quota";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { createVisitor, slugOf, type Visitor } from "../support/visitors/http-visitor";

const PASSWORD = "canary for the control room";
const DASHBOARD = "/api/admin/rate-limit-dashboard";

let server: AppServer;
const output: string[] = [];
const onOutput = (text: string) => void output.push(text);
beforeAll(async () => {
  server = await startAppServer({ env: { ADMIN_PASSWORD: PASSWORD, QUOTA_LIMIT: "20" } });
});
afterAll(() => server?.kill());

const guest = () => createVisitor(server.port, onOutput);

async function admin(at: AppServer = server): Promise<Visitor> {
  const visitor = createVisitor(at.port, onOutput);
  const answer = await visitor.post("/api/admin/session", { password: PASSWORD });
  expect(answer.status).toBe(204);
  return visitor;
}

/** The row of a symbol, once it is in line. */
async function lineRow(visitor: Visitor, symbol: string) {
  for (;;) {
    const row = (await read(visitor)).line.find((one) => one.symbol === symbol);
    if (row) return row;
    await pause(50);
  }
}

const read = async (visitor: Visitor) => dashboardSchema.parse((await visitor.get(DASHBOARD)).body);

describe("signing in", () => {
  test("opens the control room until sign-out closes it everywhere", async () => {
    const visitor = await admin();
    const cookie = visitor.cookie();
    expect(await read(visitor)).toMatchObject({ range: "15m", limit: 20, configuredLimit: 20 });
    expect((await visitor.send("DELETE", "/api/admin/session")).status).toBe(204);
    expect(slugOf(await visitor.get(DASHBOARD))).toBe("unauthorized");
    const replayed = await guest().get(DASHBOARD, { cookie });
    expect(slugOf(replayed)).toBe("unauthorized");
    expect(replayed.headers["set-cookie"]?.[0]).toMatch(/^gg_admin=; Max-Age=0/);
  });

  test.each<[string, unknown, number]>([
    ["wrong", { password: "not the canary's" }, 401],
    ["empty", { password: "" }, 400],
    ["a list", { password: [PASSWORD] }, 400],
    ["NUL in it", { password: `${PASSWORD}\0` }, 400],
    ["1 MB", { password: "x".repeat(1_000_000) }, 413],
  ])("refuses %s", async (_, body, status) => {
    expect((await guest().post("/api/admin/session", body)).status).toBe(status);
  });

  test("refuses a request from another origin", async () => {
    const headers = { origin: "https://evil.example" };
    const answer = await guest().post("/api/admin/session", { password: PASSWORD }, headers);
    expect(slugOf(answer)).toBe("forbidden");
  });
});

describe("acts", () => {
  test("hold and release a breaker; the audit names the admin", async () => {
    const visitor = await admin();
    const hold = { window: "account", action: "hold" };
    const held = quotaSchema.parse((await visitor.post("/api/admin/breaker", hold)).body);
    expect(held.breaker.state).toBe("held");
    expect((await guest().get("/api/gex/QQQ", { prefer: "wait=0" })).status).toBe(503);
    const release = { window: "account", action: "release" };
    const free = quotaSchema.parse((await visitor.post("/api/admin/breaker", release)).body);
    expect(free.breaker.state).toBe("closed");
    const { entries } = auditSchema.parse((await visitor.get("/api/admin/audit")).body);
    expect(entries.slice(0, 2).map(({ act, target }) => [act, target])).toEqual([
      ["breaker-released", "account"],
      ["breaker-held", "account"],
    ]);
    expect(new Set(entries.slice(0, 3).map(({ session }) => session)).size).toBe(1);
    expect(entries[2]?.act).toBe("signed-in");
  });

  test.each([0, 21, 1.5, "7", null])(
    "answer a limit of %j with 422 and change nothing",
    async (limit) => {
      const visitor = await admin();
      expect(slugOf(await visitor.post("/api/admin/quota", { limit }))).toBe("unprocessable");
      expect((await read(visitor)).limit).toBe(20);
    },
  );

  test("lower the limit and restore the configured one", async () => {
    const visitor = await admin();
    const lowered = await visitor.post("/api/admin/quota", { limit: 7 });
    expect(quotaSchema.parse(lowered.body).limit).toBe(7);
    expect(await read(visitor)).toMatchObject({ limit: 7, configuredLimit: 20 });
    await visitor.post("/api/admin/quota", { limit: 20 });
    expect((await read(visitor)).limit).toBe(20);
  });

  test("cancel a queued ticket that is shown with score and reason", async () => {
    const visitor = await admin();
    const asker = guest();
    expect((await asker.get("/api/gex/DIA")).status).toBe(200);
    await visitor.post("/api/admin/quota", { limit: 1 });
    const ask = asker.get("/api/gex/IWM", { prefer: "wait=75" });
    const row = await lineRow(visitor, "IWM");
    expect(row).toMatchObject({ position: 1, endpoint: "gex", priority: 4, holdup: "window-full" });
    expect(row.why).toMatch(/^The only slot is in use. The next is free in \d/);
    expect((await read(visitor)).slots).toMatchObject([{ endpoint: "gex", symbol: "DIA" }]);
    expect(row.score).toMatchObject({ prioritySeconds: 40, turnSeconds: 0 });
    expect(row.score.sentence).toMatch(/^priority 4: \+40s · no earlier jobs$/);
    const [ticket] = row.tickets;
    expect(ticket?.label).toMatch(/^Browser [0-9a-z]{6}$/);
    const cancelled = await visitor.send("DELETE", `/api/admin/tickets/${ticket?.ticket}`);
    expect(cancelled.status).toBe(200);
    expect(slugOf(await ask)).toBe("gone");
    expect((await read(visitor)).line).toEqual([]);
    await visitor.post("/api/admin/quota", { limit: 20 });
    expect(slugOf(await visitor.send("DELETE", "/api/admin/tickets/999999999"))).toBe("not-found");
    expect(slugOf(await visitor.send("DELETE", "/api/admin/tickets/abc"))).toBe("invalid-request");
  });

  test("forget a cached copy", async () => {
    const visitor = await admin();
    const asker = guest();
    expect((await asker.get("/api/gex/SPY")).status).toBe(200);
    expect((await asker.get("/api/gex/SPY?cached=1")).status).toBe(200);
    expect((await visitor.send("DELETE", "/api/admin/cache/gex/SPY")).status).toBe(200);
    expect(slugOf(await asker.get("/api/gex/SPY?cached=1"))).toBe("not-cached");
    expect((await visitor.send("DELETE", "/api/admin/cache/gex/---")).status).toBe(400);
    expect((await visitor.send("DELETE", "/api/admin/cache/mood/SPY")).status).toBe(404);
  });

  test("show everything but change nothing with ADMIN_READ_ONLY", async () => {
    const env = { ADMIN_PASSWORD: PASSWORD, ADMIN_READ_ONLY: "1" };
    const shown = await startAppServer({ env });
    const visitor = await admin(shown);
    expect(await read(visitor)).toMatchObject({ isReadOnly: true });
    const changes = [
      await visitor.post("/api/admin/breaker", { window: "account", action: "hold" }),
      await visitor.post("/api/admin/quota", { limit: 7 }),
      await visitor.send("DELETE", "/api/admin/tickets/1"),
      await visitor.send("DELETE", "/api/admin/cache/gex/SPY"),
    ];
    expect(changes.map(slugOf)).toEqual(Array(4).fill("forbidden"));
    await shown.kill();
  });
});

test("never reveals the password in answers or logs", () => {
  expect(output.length).toBeGreaterThan(20);
  expect(output.join("\n") + server.output()).not.toContain("canary");
});

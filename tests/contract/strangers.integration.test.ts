import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { ensureBuild } from "../support/servers/ensure-build";
import { createVisitor, type EventReader, type Visitor } from "../support/visitors/http-visitor";

/*
 * What strangers at other network addresses can take from everyone else, with the default
 * TRUST_PROXY=none: each visitor asks from a loopback address of its own.
 */
const PASSWORD = "canary for the control room";
const PASSPHRASE = "canary for members only";
const env = { ADMIN_PASSWORD: PASSWORD, ACCESS: "members", ACCESS_PASSPHRASE: PASSPHRASE };

/** The two doors, each with what opens it and what does not. */
const DOORS = [
  ["/api/admin/session", { password: PASSWORD }, { password: "not the canary's" }],
  ["/api/session", { passphrase: PASSPHRASE }, { passphrase: "not the canary's" }],
] as const;

beforeAll(() => ensureBuild(), 600_000);
const running: AppServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.kill())));

/** A fresh server: how a visitor comes to it from an address. */
async function serve(given: Record<string, string>): Promise<(from: string) => Visitor> {
  const server = await startAppServer({ env: given });
  running.push(server);
  return (from) => createVisitor(server.port, undefined, from);
}

describe.each(DOORS)("at %s", (door, right, wrong) => {
  const tryFrom = async (visitor: Visitor, body: unknown) =>
    (await visitor.post(door, body)).status;

  /** Guesses until it is refused; how many guesses were looked at. Counts move on with the clock. */
  async function guess(from: () => Visitor): Promise<number> {
    for (let looked = 0; ; looked += 1) {
      const status = await tryFrom(from(), wrong);
      if (status === 429) return looked;
      expect(status).toBe(401);
    }
  }

  /** One that signed in once and left: it has no session, and its device cookie. */
  async function known(visitor: Visitor): Promise<Visitor> {
    expect(await tryFrom(visitor, right)).toBe(204);
    expect((await visitor.send("DELETE", door)).status).toBe(204);
    return visitor;
  }

  test.each([
    ["an address of its own", "127.0.0.2"],
    ["behind an undeclared proxy", "127.0.0.1"],
  ])("keeps known browsers in while a stranger guesses, %s", async (_, from) => {
    const come = await serve(env);
    const own = await known(come(from));
    expect(await guess(() => come(from))).toBeGreaterThanOrEqual(5);
    expect(await tryFrom(come(from), right)).toBe(429);
    expect(await tryFrom(own, right)).toBe(204);
    // A caller from another address is not affected.
    expect(await tryFrom(come("127.0.0.9"), right)).toBe(204);
  });

  test("closes to strangers, not to known browsers, after 100 tries", async () => {
    const come = await serve(env);
    const own = await known(come("127.0.0.2"));
    let tries = 0;
    const next = () => {
      tries += 1;
      return come(`127.0.1.${Math.ceil(tries / 5)}`);
    };
    expect(await guess(next)).toBeGreaterThanOrEqual(100);
    expect(await tryFrom(come("127.0.2.1"), right)).toBe(429);
    for (let times = 0; times < 6; times += 1) expect(await tryFrom(own, right)).toBe(204);
    expect(await guess(() => own)).toBeGreaterThanOrEqual(5);
    expect(await tryFrom(own, right)).toBe(429);
  });
});

test("gives a newcomer a cookie during a flood from elsewhere", async () => {
  const come = await serve({});
  const target = "/api/rate-limit-status";
  for (;;) {
    const { status } = await come("127.0.0.2").get(target);
    if (status === 429) break;
  }
  const first = await come("127.0.0.3").get(target);
  expect([first.status, first.headers["set-cookie"]?.[0]]).toEqual([
    200,
    expect.stringMatching(/^gg_caller=/),
  ]);
  // Whatever it writes about itself.
  const forged = { "x-gammagate-peer": "127.0.0.4", "x-forwarded-for": "127.0.0.4" };
  const statuses: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    statuses.push((await come("127.0.0.2").get(target, forged)).status);
  }
  expect(statuses).toContain(429);
});

test("serves no page under a foreign host name", async () => {
  const come = await serve({ APP_ORIGIN: "http://gate.example:3000", TRUST_PROXY: "1" });
  const ask = async (host: string, target: string) =>
    (await come("127.0.0.2").get(target, { host })).status;
  for (const target of ["/api/gex/GLD", "/api/queue-status", "/", "/s/GLD"]) {
    expect([target, await ask("evil.example:3000", target)]).toEqual([target, 403]);
    expect([target, await ask("gate.example:3000", target)]).toEqual([target, 200]);
    // As a proxy in front may write it.
    expect([target, await ask("127.0.0.1", target)]).toEqual([target, 200]);
  }
  expect(await ask("evil.example:3000", "/api/health")).toBe(200);
});

describe("event streams", () => {
  let come: (from: string) => Visitor;
  beforeAll(async () => {
    // One call goes; all that is asked for after it waits in line, and streams stay open on it.
    come = await serve({ ADMIN_PASSWORD: PASSWORD, QUOTA_LIMIT: "1" });
    await come("127.0.0.9").get("/api/gex/SPY");
  });

  /** One more caller at an address, with as many streams of its ticket as it may have. */
  async function fill(from: string): Promise<EventReader[]> {
    const visitor = come(from);
    await visitor.get("/api/rate-limit-status");
    const asked = await visitor.get("/api/gex/QQQ", { prefer: "wait=0" });
    expect(asked.status).toBe(202);
    return Promise.all(Array.from({ length: 6 }, () => visitor.events("/api/tickets/events")));
  }
  const statusesOf = (streams: EventReader[]) => [...new Set(streams.map(({ status }) => status))];

  test("allow 60 per address and keep a tenth for admins", async () => {
    for (const from of ["127.0.0.2", "127.0.0.3", "127.0.0.4"]) {
      for (let callers = 0; callers < 10; callers += 1) {
        expect(statusesOf(await fill(from))).toEqual([200]);
      }
      if (from === "127.0.0.2") {
        expect(statusesOf(await fill(from))).toEqual([429]);
      }
    }
    expect(statusesOf(await fill("127.0.0.5"))).toEqual([503]);
    const admin = come("127.0.0.5");
    await admin.post("/api/admin/session", { password: PASSWORD });
    const dashboard = await admin.events("/api/admin/rate-limit-dashboard");
    expect(dashboard.status).toBe(200);
    await dashboard.until(({ event }) => event === "dashboard");
    dashboard.leave();
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { createVisitor, slugOf } from "../support/visitors/http-visitor";

const PASSPHRASE = "canary for members only";

let server: AppServer;
const output: string[] = [];
beforeAll(async () => {
  server = await startAppServer({ env: { ACCESS: "members", ACCESS_PASSPHRASE: PASSPHRASE } });
});
afterAll(() => server?.kill());

const guest = () => createVisitor(server.port, (text) => void output.push(text));

async function member() {
  const visitor = guest();
  expect((await visitor.post("/api/session", { passphrase: PASSPHRASE })).status).toBe(204);
  return visitor;
}

describe("an outsider", () => {
  const tricks: Record<string, string>[] = [
    {},
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "src/middleware" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-state-tree": "%5B%22%22%5D" },
    { cookie: "gg_member=member.4102444800000.AAAAAAAAAAAAAAAAAAAAAA" },
    { authorization: "Bearer gg_a_b" },
  ];

  test.each([
    "/api/gex/SPY",
    "/api/gex/SPY?cached=1",
    "/api/queue-status",
    "/api/rate-limit-status",
    "/api/tickets/events",
    "/api/tickets/abc",
  ])("gets 401 at %s, whatever the headers say", async (target) => {
    for (const headers of tricks) {
      const answer = await guest().get(target, headers);
      expect(slugOf(answer)).toBe("unauthorized");
      expect(answer.headers["www-authenticate"]).toBe(
        'Bearer realm="gammagate", Cookie realm="gammagate"',
      );
    }
    expect(slugOf(await guest().post("/api/refresh", { symbols: ["SPY"] }))).toBe("unauthorized");
  });

  test("is redirected from the page to /enter and sees nothing of it", async () => {
    const visitor = await member();
    await visitor.get("/api/gex/SPY");
    expect((await visitor.get("/")).text).toContain("SPY");
    for (const headers of tricks) {
      const page = await guest().get("/", headers);
      expect(page.text).not.toMatch(/netGex|asOf/);
      const isRouter = headers.rsc !== undefined;
      if (!isRouter) expect([page.status, page.headers.location]).toEqual([307, "/enter"]);
    }
    const action = await guest().post("/", [], { "next-action": "a".repeat(40) });
    expect(slugOf(action)).toBe("not-found");
  });

  test.each(["/enter", "/problems/unauthorized", "/api/health", "/api/ready"])(
    "may see %s",
    async (target) => expect((await guest().get(target)).status).toBe(200),
  );
});

describe("the passphrase", () => {
  test("lets a browser in until it leaves", async () => {
    const visitor = guest();
    const entered = await visitor.post("/api/session", { passphrase: PASSPHRASE });
    expect(entered.status).toBe(204);
    expect(entered.headers["set-cookie"]?.[0]).toMatch(/^gg_member=.+HttpOnly; SameSite=Lax/);
    expect((await visitor.get("/api/gex/QQQ")).status).toBe(200);
    expect((await visitor.get("/")).status).toBe(200);
    expect((await visitor.send("DELETE", "/api/session")).status).toBe(204);
    expect(slugOf(await visitor.get("/api/gex/QQQ"))).toBe("unauthorized");
  });

  test.each<[string, unknown, number]>([
    ["empty", { passphrase: "" }, 400],
    ["missing", {}, 400],
    ["a list", { passphrase: [PASSPHRASE] }, 400],
    ["null", { passphrase: null }, 400],
    ["NUL in it", { passphrase: `${PASSPHRASE}\0` }, 400],
    ["1 MB", { passphrase: "x".repeat(1_000_000) }, 413],
    ["2 KB", { passphrase: "x".repeat(2_000) }, 400],
  ])("refuses %s without counting a try", async (_, body, status) => {
    expect((await guest().post("/api/session", body)).status).toBe(status);
  });

  test("refuses a request from another origin", async () => {
    const headers = { origin: "https://evil.example" };
    const answer = await guest().post("/api/session", { passphrase: PASSPHRASE }, headers);
    expect(slugOf(answer)).toBe("forbidden");
  });

  test("throttles wrong tries ever longer, but not those inside", async () => {
    const visitor = await member();
    const wrong = () => guest().post("/api/session", { passphrase: "wrong canary" });
    const slugs: string[] = [];
    for (let tries = 0; tries < 8; tries += 1) slugs.push(slugOf(await wrong()));
    expect(slugs.slice(0, 5)).toEqual(Array(5).fill("unauthorized"));
    expect(slugs.at(-1)).toBe("too-many-requests");
    const right = await guest().post("/api/session", { passphrase: PASSPHRASE });
    expect(slugOf(right)).toBe("too-many-requests");
    expect(Number(right.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect((await visitor.get("/api/gex/QQQ?cached=1")).status).toBe(200);
  });
});

describe("where the address is known", () => {
  test("refuses the sixth wrong try in 15 min there only", async () => {
    const env = {
      ACCESS: "members",
      ACCESS_PASSPHRASE: PASSPHRASE,
      TRUST_PROXY: "1",
      APP_ORIGIN: "https://gammagate.example",
    };
    const proxied = await startAppServer({ env });
    const tryFrom = (address: string) => {
      const headers = { "x-forwarded-for": address };
      return createVisitor(proxied.port).post("/api/session", { passphrase: "no" }, headers);
    };
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await tryFrom("7.7.7.7")).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await tryFrom("7.7.7.8")).status).toBe(401);
    await proxied.kill();
  });
});

test("never reveals the passphrase in answers or logs", () => {
  expect(output.length).toBeGreaterThan(20);
  expect(output.join("\n") + server.output()).not.toContain("canary");
});

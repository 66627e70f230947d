import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueStatusSchema } from "@/lib/contract/queue/queue";
import { type Deployment, startDeployment } from "../../support/servers/deployment";
import { createVisitor, slugOf, type Visitor } from "../../support/visitors/http-visitor";

let site: Deployment;
let visitor: Visitor;
beforeAll(async () => {
  site = await startDeployment();
  visitor = await site.visit();
});
afterAll(() => site?.stop());

const encoded = (text: string) => `/api/gex/${encodeURIComponent(text)}`;

describe("symbols", () => {
  const malformed: [target: string, status: number][] = [
    ["/api/gex/", 308],
    ["/api/gex/%20", 400],
    ["/api/gex/..", 308],
    ["/api/gex/---", 400],
    ["/api/gex/ABCDEFGHIJK", 400],
    [`/api/gex/${"A".repeat(2_000)}`, 400],
    [`/api/gex/${"A".repeat(15_000)}`, 414],
    [`/api/gex/${"A".repeat(50_000)}`, 431],
    ["/api/gex/../../etc/passwd", 404],
    ["/api/gex/%2e%2e%2fcanary77", 400],
    ["/api/gex/SPY%00", 400],
    ["/api/gex/SPY%0d%0aX-Canary77:%201", 400],
    ["/api/gex/SPY%3Fcanary77", 400],
    ["/api/gex/SPY%23canary77", 400],
    ["/api/gex/SPY%26canary77", 400],
    ["/api/gex/%zz", 400],
    ["/api/gex/%c3%28", 400],
    ["/api/gex/<script>canary77", 400],
    [encoded("ＳＰＹ"), 400],
    [encoded("ЅРУ"), 400],
    [encoded("ıbm"), 400],
    [encoded("ﬀ"), 400],
    [encoded("🚀"), 400],
    [encoded("\u202eYPS"), 400],
    [encoded("SPY\u00a0"), 400],
    ["/api/gex/__proto__", 400],
    ["/api/gex/constructor", 400],
    ["/api/gex/SPY.", 400],
    ["/api/gex/.SPY", 400],
    ["/api/gex/A..B", 400],
    ["/api/gex/%5E", 400],
    ["/api/gex/SPY%ZZ?refresh=1", 400],
  ];

  test.each(malformed.map(([target, status]) => [target.slice(0, 60), status, target] as const))(
    "answers %s with %i",
    async (_, status, target) => {
      const answer = await visitor.get(target);
      expect(answer.status).toBe(status);
      expect(answer.text + JSON.stringify(answer.headers)).not.toMatch(/canary77|AAAA|ＳＰＹ/i);
      if (status === 400) expect(slugOf(answer)).toBe("invalid-request");
    },
  );

  test.each([
    ["/api/gex/spy?cached=1", "SPY"],
    ["/api/gex/%20Spy%20?cached=1", "SPY"],
    ["/api/gex/brk.b?cached=1", "BRK.B"],
    ["/api/gex/BF-B?cached=1", "BF.B"],
    ["/api/gex/%5Espx?cached=1", "SPX"],
    ["/api/gex/%5EGSPC?cached=1", "SPX"],
    ["/api/gex/%24VIX?cached=1", "VIX"],
    ["/api/gex/ES%3DF?cached=1", "ES=F"],
    ["/api/gex/ES=F?cached=1", "ES=F"],
    ["/api/gex/toString?cached=1", "TOSTRING"],
  ])("reads %s as the symbol %s", async (target, symbol) => {
    await site.seed(symbol);
    expect((await visitor.get(target)).body).toMatchObject({ symbol });
  });
});

type Row = [string, string, string, Record<string, string>?];

describe("queries, methods, headers", () => {
  test.each<Row>([
    ["GET", "/api/gex/SPY?canary77=1", "invalid-request"],
    ["GET", "/api/gex/SPY?refresh=1&refresh=1", "invalid-request"],
    ["GET", "/api/gex/SPY?refresh=yes", "invalid-request"],
    ...["0", "11", "-1", "1.5", "1e309", "canary77", ""].map(
      (priority) => ["GET", `/api/gex/SPY?priority=${priority}`, "invalid-request"] as Row,
    ),
    ["GET", "/api/gex/SPY?priority=1", "forbidden"],
    ["GET", "/api/gex/SPY?key=canary77", "invalid-request"],
    ["GET", "/api/rate-limit-status?x=1", "invalid-request"],
    // Names that are lost in an object, or that Next keeps to itself.
    ...["__proto__", "%5F_proto__", "constructor", "toString", "nextInternalLocale"].map(
      (name) => ["GET", `/api/gex/SPY?${name}=canary77`, "invalid-request"] as Row,
    ),
    ["GET", "/api/gex/SPY?nxtPsymbol=CANARY77", "invalid-request"],
    ["GET", "/api/gamma/SPY?nxtIsymbol=CANARY77", "invalid-request"],
    ["GET", "/api/curve/SPY?expiry=combined&__proto__", "invalid-request"],
    ["GET", "/api/queue-status?__proto__=1", "invalid-request"],
    ["GET", "/api/admin/audit?__proto__=1", "invalid-request"],
    ["POST", "/api/refresh?__proto__=1", "invalid-request"],
    // A page opened by a link, over plain http, without a press.
    ["GET", "/api/gex/GLD", "not-cached", { accept: "text/html,application/xml;q=0.9,*/*;q=0.8" }],
    ["GET", "/api/gex/GLD", "not-cached", { accept: "image/avif,image/*,*/*;q=0.8" }],
    ["POST", "/api/gex/SPY", "method-not-allowed"],
    ["PUT", "/api/refresh", "method-not-allowed"],
    ["TRACE", "/api/gex/SPY", "method-not-allowed"],
    ["GET", "/api/refresh", "method-not-allowed"],
    ["POST", "/api/tickets/events", "method-not-allowed"],
    ["GET", "/api/canary77", "not-found"],
    ["POST", "/api/gex", "not-found"],
    ["GET", "/api/tickets/canary77", "invalid-request"],
    ["GET", "/api/tickets/events", "not-acceptable", { accept: "text/html" }],
    ["POST", "/api/refresh", "forbidden", { origin: "https://evil.example" }],
    ["POST", "/api/refresh", "forbidden", { origin: "null" }],
    ["POST", "/api/refresh", "forbidden", { "sec-fetch-site": "cross-site" }],
    ["POST", "/api/refresh", "forbidden", { "sec-fetch-site": "none" }],
    ["GET", "/api/gex/SPY", "forbidden", { origin: "http://evil.example", host: "evil.example" }],
    ["DELETE", "/api/session", "forbidden", { "sec-fetch-site": "same-site" }],
  ])("answers %s %s with %s %o", async (method, target, slug, headers = {}) => {
    const answer = await visitor.send(method, target, headers);
    expect(slugOf(answer)).toBe(slug);
    expect(answer.text + JSON.stringify(answer.headers)).not.toMatch(/canary77|evil/);
    if (answer.status === 405) expect(answer.headers.allow).toMatch(/^[A-Z, ]+$/);
  });

  test("refuses a change with a cookie but no origin", async () => {
    const headers = { cookie: visitor.cookie(), "content-type": "application/json" };
    const plain = createVisitor(site.server.port);
    const body = { symbols: ["SPY"] };
    const bare = await plain.send(
      "POST",
      "/api/refresh",
      { ...headers, "sec-fetch-site": "" },
      body,
    );
    expect(slugOf(bare)).toBe("forbidden");
  });

  test.each<[string, string | undefined, boolean]>([
    ["wait=-1", "wait=10", false],
    ["wait=abc", "wait=10", false],
    ["wait=1e9", "wait=10", false],
    ["wait=999999999", "wait=75", false],
    ["respond-async", "respond-async", true],
    ["respond-async, wait=1", "respond-async, wait=1", true],
    ["handling=lenient", undefined, false],
  ])("answers Prefer: %s with %s", async (prefer, applied) => {
    // A fresh copy answers at once whatever the wait.
    await site.seed("READY", { fetchedAgoMs: 0, isFresh: true });
    const answer = await visitor.get("/api/gex/READY", { prefer });
    expect(answer.status).toBe(200);
    expect(answer.headers["preference-applied"]).toBe(applied);
  });

  test.each([
    ["strange", "a=b"],
    ["oversize", `gg_caller=${"x".repeat(3_000)}`],
    ["forged and doubled", "gg_caller=forged.AAAA; gg_caller=twice"],
  ])("creates a new caller for a cookie that is %s", async (_, cookie) => {
    const answer = await site.stranger().get("/api/rate-limit-status", { cookie });
    expect(answer.status).toBe(200);
    expect(answer.headers["set-cookie"]?.[0]).toMatch(
      /^gg_caller=.+; Path=\/;.*HttpOnly; SameSite=Lax/i,
    );
  });

  test("never builds an address from Host or X-Forwarded-Host", async () => {
    const headers = { host: "evil.example", "x-forwarded-host": "evil.example" };
    const pages = [
      await visitor.get("/api/gex/SPY?cached=1", headers),
      await visitor.get("/", headers),
    ];
    for (const { text, headers: answered } of pages) {
      expect(text + JSON.stringify(answered)).not.toContain("evil.example");
    }
  });

  test("refuses an endless body early and closes the connection", async () => {
    const socket = connect(site.server.port, "127.0.0.1");
    const head =
      "POST /api/refresh HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    const chunk = `1000\r\n${" ".repeat(4_096)}\r\n`;
    // An endless body: parts go out until the server has answered.
    const sending = setInterval(() => socket.write(chunk), 5);
    let text = "";
    socket.on("error", () => {});
    for await (const part of socket) {
      text += String(part);
      if (text.includes("payload-too-large")) break;
    }
    clearInterval(sending);
    socket.destroy();
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect(text.toLowerCase()).toContain("connection: close");
  });
});

test("leaves no call, no ticket in queue, no fault, no leaked key", async () => {
  expect(site.upstream.arrivals()).toEqual([]);
  const { body } = await visitor.get("/api/queue-status");
  expect(queueStatusSchema.parse(body)).toMatchObject({ queueSize: 0, mine: [] });
  expect(site.server.output()).not.toMatch(/canary77|"level":"error"|⨯/);
  await site.expectNoKey();
});

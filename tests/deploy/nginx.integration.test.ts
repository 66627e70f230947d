import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerPolicy, httpPolicy } from "@/lib/policy";
import { ROOT } from "../support/architecture/source-files";
import { type FakeUpstream, startFakeUpstream } from "../support/fake-upstream/fake-upstream";
import { startScriptedServer } from "../support/fake-upstream/scripted-server";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { freePort } from "../support/servers/free-port";
import { type Nginx, startNginxWith } from "../support/servers/nginx";
import { type Answer, createVisitor } from "../support/visitors/http-visitor";
import { commandOfUnit, environmentOfUnit } from "./unit-file";

/*
 * The shipped site of nginx in front of the server as the shipped unit starts it. Only ports, folders
 * and the host name are replaced.
 */
const site = readFileSync(path.join(ROOT, "docs/deploy/nginx.conf"), "utf8");
const KEY = "key-behind-nginx";
const FLOOD = 6;

async function startShippedSite(targetPort: number, port: number): Promise<Nginx> {
  const replaced = site
    .replace("server 127.0.0.1:3000;", `server 127.0.0.1:${targetPort};`)
    .replace("listen 80;", `listen 127.0.0.1:${port};`)
    .replace("server_name gate.example.com;", "server_name 127.0.0.1;");
  return startNginxWith(replaced, port);
}

describe("in front of a server that reports what it gets", () => {
  test("replaces each header that a client could forge", async () => {
    const echo = await startScriptedServer((_, response) => {
      response.end(JSON.stringify(response.req.headers));
    });
    const nginx = await startShippedSite(echo.port, await freePort());
    const { body } = await createVisitor(nginx.port).get("/", {
      "x-forwarded-for": "6.6.6.6, 7.7.7.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "evil.example",
    });
    expect(body).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": "127.0.0.1",
      host: "127.0.0.1",
    });
    expect(JSON.stringify(body)).not.toMatch(/6\.6\.6\.6|7\.7\.7\.7|evil/);
    await nginx.stop();
    await echo.stop();
  });

  test("sends each event on before the next one exists", async () => {
    let sendEvent = (_: number) => {};
    const endless = await startScriptedServer((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      sendEvent = (n) => void response.write(`data: ${n}\n\n`);
      sendEvent(0);
    });
    const nginx = await startShippedSite(endless.port, await freePort());
    // As browsers do, it accepts compression, where nginx would keep events that it may buffer.
    const response = await fetch(`http://127.0.0.1:${nginx.port}/`);
    expect(response.headers.get("content-encoding")).toBe("gzip");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let n = 0; n < 5; n += 1) {
      expect((await reader?.read())?.value).toBe(`data: ${n}\n\n`);
      sendEvent(n + 1);
    }
    await reader?.cancel();
    await nginx.stop();
    await endless.stop();
  });
});

describe("in front of the server that the shipped unit starts", () => {
  let upstream: FakeUpstream;
  let server: AppServer;
  let nginx: Nginx;
  let longest: Promise<Answer>;
  beforeAll(async () => {
    upstream = await startFakeUpstream({ v2Key: KEY });
    const port = await freePort();
    const { DATA_DIR, PORT, ...env } = environmentOfUnit();
    expect([DATA_DIR, PORT]).not.toContain(undefined);
    server = await startAppServer({
      command: commandOfUnit(),
      env: {
        ...env,
        TRADING_VOLATILITY_API_KEY: KEY,
        TRADING_VOLATILITY_BASE_URL: upstream.baseUrl,
        MARKET_HOURS: "always-open",
        ACCESS: "open",
        APP_ORIGIN: `http://127.0.0.1:${port}`,
        TRUST_PROXY: "1",
        FLOOD_PER_ADDRESS: String(FLOOD),
      },
    });
    nginx = await startShippedSite(server.port, port);
    // A new gate makes no call for 87s: longer than any request waits. The other tests run meanwhile.
    const prefer = `wait=${httpPolicy.waitMaxSeconds}`;
    longest = createVisitor(port, undefined, "127.0.0.2").get("/api/gex/SPY", { prefer });
  });
  afterAll(async () => {
    await nginx?.stop();
    await server?.kill();
    await upstream?.close();
  });

  test("counts a caller by its own address, whatever it sends", async () => {
    for (let round = 0; ; round += 1) {
      const windowNow = () => Math.floor(Date.now() / (callerPolicy.floodWindowSeconds * 1_000));
      const before = windowNow();
      const statuses: number[] = [];
      for (let n = 0; n <= FLOOD; n += 1) {
        const visitor = createVisitor(nginx.port, undefined, `127.0.3.${round}`);
        const forged = { "x-forwarded-for": `10.0.0.${n}` };
        statuses.push((await visitor.get("/api/queue-status", forged)).status);
      }
      // The count is of whole windows of 10s. Over the end of one it is not exact.
      if (windowNow() !== before) continue;
      expect(statuses).toEqual([...Array(FLOOD).fill(200), 429]);
      break;
    }
    const other = createVisitor(nginx.port, undefined, "127.0.0.4");
    expect((await other.get("/api/queue-status")).status).toBe(200);
  });

  test("shows a page, and the events of a ticket at once", async () => {
    const visitor = createVisitor(nginx.port, undefined, "127.0.0.5");
    const page = await visitor.get("/");
    expect([page.status, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    const asked = await visitor.get("/api/gex/QQQ", { prefer: "respond-async" });
    expect(asked.status).toBe(202);
    const stream = await visitor.events(`${asked.headers.location}/events`);
    // The stream goes on for more than a minute: an event that arrives was not kept for its end.
    const [first] = await stream.until(() => true);
    expect(first?.event).toBe("queued");
    stream.leave();
    const events = { origin: `http://127.0.0.1:${nginx.port}`, "sec-fetch-site": "same-origin" };
    const canceled = await visitor.send("DELETE", String(asked.headers.location), events);
    expect(canceled.status).toBe(204);
  });

  test("keeps the longest wait of a request open to its end", async () => {
    const { status, tookMs } = await longest;
    expect(status).toBe(202);
    expect(tookMs).toBeGreaterThan((httpPolicy.waitMaxSeconds - 1) * 1_000);
  });
});

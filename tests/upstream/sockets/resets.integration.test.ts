import type { RequestListener } from "node:http";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { upstreamPolicy } from "@/lib/policy";
import { callHttp, type HttpEnd } from "@/lib/upstream/call/http-call";
import {
  type Scheme,
  startWatchedServer,
  type WatchedServer,
} from "../../support/servers/plain-and-secure";
import { permitFor } from "../../support/store/permit";

const TRUST = "NODE_TLS_REJECT_UNAUTHORIZED";
let server: WatchedServer;
beforeAll(() => {
  process.env[TRUST] = "0";
});
afterAll(() => {
  delete process.env[TRUST];
});
afterEach(() => server?.stop());

async function call(
  scheme: Scheme,
  answer: RequestListener,
  {
    permit = permitFor(),
    timeoutMs,
  }: { permit?: ReturnType<typeof permitFor>; timeoutMs?: number },
): Promise<HttpEnd> {
  server = await startWatchedServer(scheme, answer);
  return callHttp({ url: server.url, headers: {}, permit, timeoutMs });
}

describe.each(["http", "https"] as const)("over %s", (scheme) => {
  test("closes the connection after a complete reply", async () => {
    const end = await call(scheme, (_, response) => response.end("{}"), {});
    expect(end).toMatchObject({ kind: "replied", status: 200, body: "{}", bodyEnd: "whole" });
    await expect.poll(() => server.ends).toEqual(["closed"]);
    if (scheme === "https") expect(server.names).toEqual(["localhost"]);
  });

  test.each([
    ["the permit's signal, before headers", () => undefined, true, { kind: "aborted" }],
    ["the time limit, before headers", () => undefined, false, { kind: "aborted" }],
    [
      "the time limit, within the body",
      (response) => response.write("{"),
      false,
      { kind: "replied", bodyEnd: "aborted" },
    ],
    [
      "a body that is too large",
      (response) => response.write("x".repeat(upstreamPolicy.bodyBytesMax + 1)),
      false,
      { kind: "replied", bodyEnd: "too-large" },
    ],
  ] as [string, (response: Parameters<RequestListener>[1]) => unknown, boolean, object][])(
    "resets the connection when a call ends by %s",
    async (_, begin, bySignal, expected) => {
      const permit = permitFor(bySignal ? AbortSignal.timeout(300) : undefined);
      const timeoutMs = bySignal ? 20_000 : 300;
      const end = await call(scheme, (__, response) => void begin(response), { permit, timeoutMs });
      expect(end).toMatchObject(expected);
      await expect.poll(() => server.ends).toEqual(["ECONNRESET"]);
      expect(server.arrivals()).toBe(1);
    },
  );

  test("writes nothing when the permit expired while connecting", async () => {
    let asked = 0;
    const permit = { ...permitFor(), mayWrite: () => ++asked === 0 };
    expect(await call(scheme, (_, response) => response.end(), { permit })).toEqual({
      kind: "too-late",
    });
    await expect.poll(() => server.ends).toEqual(["ECONNRESET"]);
    expect(server.arrivals()).toBe(0);
    expect(asked).toBe(1);
  });
});

test("writes nothing with an untrusted certificate", async () => {
  process.env[TRUST] = "1";
  expect(await call("https", (_, response) => response.end(), {})).toEqual({ kind: "broken" });
  process.env[TRUST] = "0";
  expect(server.arrivals()).toBe(0);
});

test("ends a handshake that never ends as slow, not late", async () => {
  const silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const url = new URL(`https://127.0.0.1:${port}/`);
  const began = performance.now();
  const end = await callHttp({ url, headers: {}, permit: permitFor(), timeoutMs: 20_000 });
  expect(end).toEqual({ kind: "aborted" });
  expect(performance.now() - began).toBeLessThan(upstreamPolicy.connectWithinMs + 1_000);
  await new Promise((resolve) => silent.close(resolve));
});

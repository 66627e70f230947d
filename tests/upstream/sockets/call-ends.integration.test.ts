import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bothUpstreams, CREDENTIALS, callFor } from "../../support/fake-upstream/call-upstreams";
import type { FakeReply } from "../../support/fake-upstream/fake-replies";
import { type FakeUpstream, startFakeUpstream } from "../../support/fake-upstream/fake-upstream";

/** Long enough for a loaded machine, short enough to wait for. */
const TIMEOUT_MS = 400;
const errorUnsure = { kind: "failing", arrived: false, problem: "upstream-error" };

let fake: FakeUpstream;

beforeAll(async () => {
  fake = await startFakeUpstream({ ...CREDENTIALS, limits: "none" });
});
afterEach(() => fake.reset());
afterAll(() => fake.close());

describe("time", () => {
  test.each([
    ["nothing comes", { kind: "hang-before-headers" }, false],
    ["headers come late", { kind: "good", delayMs: 60_000 }, false],
    ["the body stops half-way", { kind: "hang-in-body" }, true],
    ["one byte a second comes", { kind: "drip" }, true],
  ] as [string, FakeReply, boolean][])(
    "ends the call in time when %s",
    async (_, reply, arrived) => {
      for (const upstream of bothUpstreams(fake.baseUrl, TIMEOUT_MS)) {
        fake.reset();
        fake.script({}, reply);
        const began = performance.now();
        const outcome = await callFor(upstream);
        expect(performance.now() - began).toBeLessThan(TIMEOUT_MS + 1_000);
        expect(outcome).toMatchObject({ kind: "failing", problem: "upstream-timeout", arrived });
        expect(fake.arrivals()).toHaveLength(1);
      }
    },
  );

  test("ends a call by the signal, in headers or body", async () => {
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      for (const kind of ["hang-before-headers", "hang-in-body"] as const) {
        fake.script({}, { kind });
        expect(await callFor(upstream, "SPY", AbortSignal.timeout(TIMEOUT_MS))).toMatchObject({
          kind: "failing",
          problem: "upstream-timeout",
          arrived: kind === "hang-in-body",
        });
      }
    }
  });

  test("recognizes a limit answer by status with an endless body", async () => {
    const headers = { "content-length": "50", "retry-after": "9" };
    for (const upstream of bothUpstreams(fake.baseUrl, TIMEOUT_MS)) {
      fake.script({}, { kind: "raw", status: 429, headers, body: "" });
      expect(await callFor(upstream)).toEqual({
        kind: "limited",
        arrived: true,
        retryAfterSeconds: 9,
      });
    }
  });

  test("sends nothing when the signal was already aborted", async () => {
    for (const upstream of bothUpstreams(fake.baseUrl)) {
      expect(await callFor(upstream, "SPY", AbortSignal.abort())).toMatchObject({
        kind: "not-sent",
      });
    }
    expect(fake.arrivals()).toEqual([]);
  });
});

describe("only a connection that never opened gives the slot back", () => {
  test("gives it back when the port is closed", async () => {
    const gone = await startFakeUpstream();
    await gone.close();
    for (const upstream of bothUpstreams(gone.baseUrl)) {
      expect(await callFor(upstream)).toMatchObject({ kind: "not-sent", arrived: false });
    }
  });

  test("gives it back when the name does not exist", async () => {
    for (const upstream of bothUpstreams("http://no-such-host.invalid/api")) {
      expect(await callFor(upstream)).toMatchObject({ kind: "not-sent", arrived: false });
    }
  });

  test("keeps it when TLS fails", async () => {
    for (const upstream of bothUpstreams(fake.baseUrl.replace("http:", "https:"))) {
      expect(await callFor(upstream)).toMatchObject(errorUnsure);
    }
  });

  test("keeps it when the reply is not HTTP", async () => {
    const server = createServer((socket) => socket.end("220 mail ready\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    for (const upstream of bothUpstreams(`http://127.0.0.1:${port}/api`)) {
      expect(await callFor(upstream)).toMatchObject(errorUnsure);
    }
    server.close();
  });
});

test("costs no call when the upstream drops an idle connection", async () => {
  for (const upstream of bothUpstreams(fake.baseUrl)) {
    for (let round = 0; round < 10; round += 1) {
      fake.script({}, { kind: "raw", status: 503, headers: { connection: "keep-alive" } });
      await callFor(upstream);
      fake.script({}, { kind: "reset-before-headers" });
      await callFor(upstream);
      expect(await callFor(upstream)).toMatchObject({ kind: "answered" });
    }
  }
  expect(fake.arrivals()).toHaveLength(60);
});

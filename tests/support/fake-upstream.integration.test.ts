import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { type FakeUpstream, type FakeUpstreamOptions, startFakeUpstream } from "./fake-upstream";

let fake: FakeUpstream | undefined;
afterEach(() => fake?.close());

async function start(options?: FakeUpstreamOptions): Promise<FakeUpstream> {
  fake = await startFakeUpstream(options);
  return fake;
}

test("its own strict limit refuses in each version's way, and counts what it let in", async () => {
  const { baseUrl, arrivals, worstWindow } = await start({
    strictLimit: { limit: 2, windowMs: 60_000 },
  });
  const replies: [number, string][] = [];
  for (const path of [
    "gex/latest?ticker=A",
    "v2/tickers/A",
    "gex/latest?ticker=A",
    "v2/tickers/A",
  ]) {
    const reply = await fetch(`${baseUrl}/${path}`);
    replies.push([reply.status, (await reply.text()).slice(0, 20)]);
  }
  expect(replies.slice(2)).toEqual([
    [200, "API limit exceeded"],
    [429, '{"error":{"code":"ra'],
  ]);
  expect(arrivals().map((arrival) => arrival.refused)).toEqual([false, false, true, true]);
  expect(worstWindow(60_000)).toBe(4);
});

test("scripted replies go to the calls they match, in order; the last may stay", async () => {
  const { baseUrl, script } = await start();
  script({ symbol: "A" }, { kind: "failing", status: 500 }, { kind: "failing", status: 502 });
  script({ version: "v2", symbol: "B", always: true }, { kind: "failing", status: 503 });
  const status = async (path: string) => (await fetch(`${baseUrl}/${path}`)).status;
  expect(await status("v2/tickers/C")).toBe(200);
  expect(await status("v2/tickers/A")).toBe(500);
  expect(await status("gex/latest?ticker=A")).toBe(502);
  expect(await status("v2/tickers/A")).toBe(200);
  expect(await status("gex/latest?ticker=B")).toBe(200);
  expect([await status("v2/tickers/B"), await status("v2/tickers/B")]).toEqual([503, 503]);
});

test("every arrival is written down, malformed ones too, and no credential is", async () => {
  const { baseUrl, arrivals } = await start({ v1Username: "right" });
  await fetch(`${baseUrl}/gex/latest?ticker=A&username=wrong-name`);
  await fetch(`${baseUrl}/v2/tickers/%FF`);
  await fetch(`${baseUrl}/anything/else`);
  expect(arrivals().map(({ path, authorized }) => [path, authorized])).toEqual([
    ["/api/gex/latest", false],
    ["/api/v2/tickers/%FF", false],
    ["/api/anything/else", false],
  ]);
  expect(JSON.stringify(arrivals())).not.toContain("wrong-name");
});

test("as a process of its own it is told and asked over HTTP", async () => {
  const child = spawn(process.execPath, [
    "tests/support/run-typescript.mjs",
    "tests/support/fake-upstream-server.ts",
  ]);
  try {
    const [baseUrl] = await once(createInterface(child.stdout), "line");
    const control = (path: string, body?: unknown) =>
      fetch(new URL(`/__control/${path}`, baseUrl), {
        method: body === undefined ? "GET" : "POST",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }).then((reply) => reply.json());
    await control("script", { match: {}, replies: [{ kind: "failing", status: 500 }] });
    expect((await fetch(`${baseUrl}/v2/tickers/SPY`)).status).toBe(500);
    expect((await fetch(`${baseUrl}/v2/tickers/SPY`)).status).toBe(200);
    expect(await control("arrivals")).toMatchObject([{ symbol: "SPY" }, { symbol: "SPY" }]);
    expect(await control("worst-window?ms=60000")).toBe(2);
    await control("reset", {});
    expect(await control("arrivals")).toEqual([]);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

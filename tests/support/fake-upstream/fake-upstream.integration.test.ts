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

async function repliesOf(baseUrl: string, paths: string[]): Promise<[number, string][]> {
  const replies: [number, string][] = [];
  for (const path of paths) {
    const reply = await fetch(`${baseUrl}/${path}`);
    replies.push([reply.status, (await reply.text()).slice(0, 20)]);
  }
  return replies;
}

const [V1_LIMITED, V2_LIMITED] = [
  [200, "API limit exceeded"],
  [429, '{"error":{"code":"ra'],
];

test("refuses calls over its limit as each version does", async () => {
  const { baseUrl, arrivals, worstWindow } = await start({ limits: { account: 2 } });
  const paths = ["gex/latest?ticker=A", "v2/tickers/A", "gex/latest?ticker=A", "v2/tickers/A"];
  const replies = await repliesOf(baseUrl, paths);
  expect(replies.slice(2)).toEqual([V1_LIMITED, V2_LIMITED]);
  expect(arrivals().map((arrival) => arrival.refused)).toEqual([false, false, true, true]);
  expect(worstWindow(60_000)).toBe(4);
});

const GAMMA = "gex/gammaOI?ticker=A";
const LATEST = "gex/latest?ticker=A";
const CURVE = "v2/tickers/A/curves/gex_by_strike?exp=combined";
const EXPIRATIONS = "v2/tickers/A/curves/gamma/expirations";

test.each([
  ["two realtime calls while the market trades", "open", [GAMMA, GAMMA, LATEST, GAMMA], [3]],
  ["three realtime calls while the market is closed", "closed", [GAMMA, GAMMA, GAMMA], []],
  ["two calls to v1 at the weekend", "weekend", [LATEST, GAMMA, LATEST, "v2/tickers/A"], [2]],
  [
    "five expensive calls to v2",
    "open",
    [CURVE, CURVE, EXPIRATIONS, CURVE, CURVE, "v2/tickers/A", EXPIRATIONS],
    [6],
  ],
] as const)("accepts %s by default, and refuses the rest", async (_, session, paths, over) => {
  const { baseUrl, arrivals } = await start({ session });
  const replies = await repliesOf(baseUrl, [...paths]);
  const refused = arrivals().flatMap((arrival, index) => (arrival.refused ? [index] : []));
  expect(refused).toEqual(over);
  for (const index of over) expect([V1_LIMITED, V2_LIMITED]).toContainEqual(replies[index]);
});

test("accepts a call again when the oldest is a window old", async () => {
  const { baseUrl, arrivals, worstWindow } = await start({ limits: { windowMs: 300 } });
  await repliesOf(baseUrl, [GAMMA, GAMMA]);
  for (;;) {
    const [reply] = await repliesOf(baseUrl, [GAMMA]);
    if (reply?.[1] !== "API limit exceeded") break;
  }
  const passed = arrivals().filter(({ refused }) => !refused);
  expect((passed[2]?.at ?? 0) - (passed[0]?.at ?? 0)).toBeGreaterThanOrEqual(300);
  expect(worstWindow(60_000, "realtime")).toBe(arrivals().length);
  expect(worstWindow(60_000, "expensive")).toBe(0);
});

test("gives scripted replies to matching calls, in order", async () => {
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

test("records every arrival, even malformed, but no credential", async () => {
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

test("takes scripts and answers questions over HTTP", async () => {
  const child = spawn(process.execPath, [
    "tests/support/run-typescript.mjs",
    "tests/support/fake-upstream/fake-upstream-server.ts",
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
    await control("session", { session: "weekend" });
    await control("reset", {});
    expect(await control("arrivals")).toEqual([]);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

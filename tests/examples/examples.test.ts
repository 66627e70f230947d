import { mkdtempSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replyJson, startScriptedServer } from "../support/fake-upstream/scripted-server";
import { runExample, runPage } from "./run-example";

const KEY = `gg_examples_${"x".repeat(43)}`;
const AS_OF = "2026-11-27T15:00:00Z";
const SNAPSHOT = {
  resource: "gex",
  symbol: "SPY",
  data: { spot: 600 },
  asOf: AS_OF,
  source: "cache",
};
const TICKET = { ticket: "t1", state: "queued", position: 3, stale: null };

type Reply = (response: ServerResponse) => void;
let replies: Reply[] = [];
let keys: unknown[] = [];
let server: Awaited<ReturnType<typeof startScriptedServer>>;
let folder = "";
let env: Record<string, string> = {};

beforeEach(async () => {
  replies = [];
  keys = [];
  server = await startScriptedServer((_, response) => {
    keys.push(response.req.headers.authorization);
    const reply = replies.shift();
    if (reply) reply(response);
    else replyJson(response, 500, { detail: "Nothing is scripted." });
  });
  folder = mkdtempSync(path.join(tmpdir(), "gammagate-examples-"));
  env = {
    GAMMAGATE_URL: `http://127.0.0.1:${server.port}`,
    GAMMAGATE_KEY: KEY,
    SESSION: path.join(folder, "session.json"),
  };
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => {
  return (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    replyJson(response, status, body);
  };
};
const wait = (status: number, seconds: number) =>
  json(status, { detail: "The queue is full." }, { "retry-after": `${seconds}` });
/** Every request carried the key, as Bearer. */
const expectKeys = () => expect(new Set(keys)).toEqual(new Set([`Bearer ${KEY}`]));

test("the notebook cell waits as long as a 429 says", async () => {
  const body = { data: { ticker: "SPY" } };
  replies = [wait(429, 1), json(200, body, { "x-gammagate-as-of": AS_OF })];
  const startedAt = performance.now();
  const { exitCode, stdout } = await runExample("notebook_cell.py", env);
  expect(exitCode).toBe(0);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  expect(stdout).toContain(`SPY as of ${AS_OF}`);
  expect(stdout).toContain('"ticker": "SPY"');
  expect(server.paths()).toEqual(Array(2).fill("GET /api/tv/v2/tickers/SPY"));
  expectKeys();
});

test("the notebook cell stops at a refusal and at a long wait", async () => {
  for (const reply of [json(401, {}), wait(429, 3_600), json(500, {})]) {
    replies = [reply];
    const { exitCode, stderr } = await runExample("notebook_cell.py", env);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /RuntimeError: (Gammagate answered \d{3}|Still in the queue\. Try again)/,
    );
    expect(stderr).not.toContain(KEY);
  }
  expect(server.asked).toHaveLength(3);
});

test("the cron job follows its ticket to the end", async () => {
  replies = [
    wait(429, 1),
    json(202, TICKET, { location: "/api/tickets/t1", "retry-after": "1" }),
    json(200, TICKET, { "retry-after": "1" }),
    json(200, { ...TICKET, state: "completed", snapshot: SNAPSHOT }),
  ];
  const { exitCode, stdout } = await runExample("cron_job.py", env, ["SPY"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual(SNAPSHOT);
  const [gex, ticket] = ["GET /api/gex/SPY", "GET /api/tickets/t1"];
  expect(server.paths()).toEqual([gex, gex, ticket, ticket]);
  expectKeys();
});

test("the cron job reports each failed symbol and prints the rest", async () => {
  const problem = { detail: "Trading Volatility does not know this symbol." };
  replies = [
    json(404, problem),
    json(202, TICKET, { location: "/api/tickets/t1", "retry-after": "1" }),
    json(200, { ...TICKET, state: "failed", problem: { detail: "The API failed." } }),
    (response) => response.writeHead(502).end("<html>"),
    json(200, SNAPSHOT),
  ];
  const run = await runExample("cron_job.py", env, ["NONE", "QQQ", "IWM", "SPY"]);
  expect(run.exitCode).toBe(1);
  expect(
    run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([SNAPSHOT]);
  expect(run.stderr).toBe(
    `NONE: ${problem.detail}\nQQQ: The API failed.\nIWM: Gammagate answered 502.\n`,
  );
});

test("the Streamlit page loads only when its button is pressed", async () => {
  // A long cooldown, so that the next press is within it on any machine.
  replies = [json(200, SNAPSHOT, { "retry-after": "600" })];
  const opened = await runPage(env, false);
  expect(opened.stdout).toContain("caption: Not loaded yet.");
  expect(server.asked).toHaveLength(0);
  const pressed = await runPage(env, true);
  expect(pressed.stdout).toMatch(/caption: SPY, \d+ h \d+ min old\njson: \{"spot": 600\}/);
  expect(server.paths()).toEqual(["GET /api/gex/SPY"]);
  const reopened = await runPage(env, false);
  expect(reopened.stdout).toContain('json: {"spot": 600}');
  expect((await runPage(env, true)).stdout).toMatch(/info: Press Refresh again in \d+s\./);
  expect(server.asked).toHaveLength(1);
  expectKeys();
});

test("the Streamlit page obeys Retry-After and shows what it has", async () => {
  replies = [json(202, { ...TICKET, stale: SNAPSHOT }, { "retry-after": "600" })];
  const queued = await runPage(env, true);
  expect(queued.stdout).toContain("info: Number 3 in the queue. Press Refresh in 600s.");
  expect(queued.stdout).toContain('json: {"spot": 600}');
  expect((await runPage(env, true)).stdout).toMatch(/info: Press Refresh again in \d+s/);
  expect(server.asked).toHaveLength(1);
});

test("the Streamlit page shows a refusal and an outage", async () => {
  replies = [wait(429, 77)];
  const refused = await runPage(env, true);
  expect(refused.stdout).toContain("warning: The queue is full. Next try in 77s.");
  await server.stop();
  rmSync(env.SESSION ?? "", { force: true });
  const down = await runPage(env, true);
  expect(down.stdout).toContain("warning: Gammagate is not responding. Next try in 10s.");
});

test("curl waits as long as a 429 says and hides the key", async () => {
  replies = [wait(429, 2), json(200, { data: 1 }), json(200, SNAPSHOT), json(200, SNAPSHOT)];
  const startedAt = performance.now();
  const { exitCode, stdout, stderr } = await runExample("curl.sh", env);
  expect({ exitCode, stderr: stderr.replace(/^(curl|Warning):.*\n/gm, "") }).toEqual({
    exitCode: 0,
    stderr: "",
  });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(2_000);
  expect(stdout.match(/"symbol":"SPY"/g)).toHaveLength(2);
  const [own, proxied] = ["GET /api/gex/SPY", "GET /api/tv/v2/tickers/SPY"];
  expect(server.paths()).toEqual([proxied, proxied, own, `${own}?cached=1`]);
  expectKeys();
});

test("each example says which variable is missing", async () => {
  for (const file of ["notebook_cell.py", "cron_job.py", "curl.sh"]) {
    const { exitCode, stderr } = await runExample(file, {});
    expect(exitCode).toBeGreaterThan(0);
    expect(stderr).toContain("GAMMAGATE_URL");
  }
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dashboardSchema } from "@/lib/contract/admin/dashboard";
import { createdKeySchema } from "@/lib/contract/admin/keys";
import { gatePolicy } from "@/lib/policy";
import { paceOf } from "../support/measures";
import { type AppServer, startAppServer } from "../support/servers/app-server";
import { becomeCallers, type Fleet, startFleet } from "../support/servers/fleet";
import { connectAgent } from "../support/visitors/agent";
import { createVisitor, type Visitor } from "../support/visitors/http-visitor";
import { runScript } from "./run-script";
import { secondaryEnv } from "./secondary-parts";

const ADMIN_PASSWORD = "a password of these tests";
const WINDOW_SECONDS = 12;
const LATENCY_MS = 100;
const LIMIT = 20;
const WINDOWS = 5;
/** 99.7 % on a quiet machine. A busy one needs longer between a freed slot and its call. */
const USED_AT_LEAST = 0.97;

/**
 * Each deployment or client: the share of its key, and how many symbols it requests. They suffice for
 * the first window, which whoever comes first may take, and the five that are measured.
 */
const PARTIES = {
  VENDOR: { share: 5, symbols: 42 },
  SCRIPT: { share: 3, symbols: 28 },
  AGENT: { share: 2, symbols: 20 },
  SECOND: { share: 4, symbols: 36 },
  BROWSER: { share: 0, symbols: 50 },
} as const;
type Party = keyof typeof PARTIES;
const NAMES = Object.keys(PARTIES) as Party[];

/** `VENDOR0`, `VENDOR1`, …: the log of arrivals shows whose call each one is. */
const symbolsOf = (party: Party) =>
  Array.from({ length: PARTIES[party].symbols }, (_, at) => `${party}${at}`);
const partyOf = (symbol: string) => NAMES.find((name) => symbol.startsWith(name));

let fleet: Fleet;
let secondary: AppServer;
let admin: Visitor;
const keys = new Map<Party, string>();
const keyOf = (party: Party) => keys.get(party) ?? "";
const origin = (at: number) => fleet.servers[at % fleet.servers.length]?.origin ?? "";

beforeAll(async () => {
  const env = { ADMIN_PASSWORD };
  const upstream = { latencyMs: LATENCY_MS };
  fleet = await startFleet({ servers: 3, windowSeconds: WINDOW_SECONDS, upstream, env });
  admin = createVisitor(fleet.servers[0]?.port ?? 0);
  await admin.post("/api/admin/session", { password: ADMIN_PASSWORD });
  for (const name of NAMES) {
    const { share } = PARTIES[name];
    if (share === 0) continue;
    const role = name === "SECOND" ? "deployment" : "client";
    const made = await admin.post("/api/admin/keys", { name, role, share });
    keys.set(name, createdKeySchema.parse(made.body).key);
  }
  secondary = await startAppServer({ env: secondaryEnv(origin(1), keyOf("SECOND")) });
});
afterAll(async () => {
  await secondary?.kill();
  await fleet?.stop();
});

/** `failure`: null with the data. */
type Answered = { symbol: string; failure: string | null };

/** A browser: it requests its symbols one after another, and reads its ticket until it is done. */
async function browse(at: string, cookie: string, symbols: readonly string[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const symbol of symbols) {
    let status = 202;
    let text = "";
    while (status === 202) {
      const headers = { cookie, prefer: "wait=75" };
      const response = await fetch(`${at}/api/gex/${symbol}`, { headers });
      text = await response.text();
      status = response.status;
    }
    answered.push({ symbol, failure: status === 200 ? null : text });
  }
  return answered;
}

/** An agent with three questions at a time. */
async function askAsAgent(symbols: readonly string[]): Promise<Answered[]> {
  const headers = { authorization: `Bearer ${keyOf("AGENT")}` };
  const agent = await connectAgent(`${origin(2)}/api/mcp`, headers);
  const left = [...symbols];
  const answered: Answered[] = [];
  const work = async () => {
    for (let symbol = left.shift(); symbol !== undefined; symbol = left.shift()) {
      let answer = await agent.use("request_data", { resource: "gex", symbol });
      while (answer.texts.length > 1) {
        answer = await agent.use("request_data", { resource: "gex", symbol });
      }
      answered.push({ symbol, failure: answer.isError ? answer.texts.join(" ") : null });
    }
  };
  await Promise.all([work(), work(), work()]);
  await agent.close();
  return answered;
}

/** A Python client of the vendor's API at one of the primaries. */
async function runAs(party: Party, at: number, threads: number, tries: number) {
  const asked = { origin: origin(at), key: keyOf(party), symbols: symbolsOf(party) };
  const rows = await runScript({ ...asked, address: "/tickers/{}", threads, tries });
  return rows.map(({ symbol, status }): Answered => {
    return { symbol, failure: status === 200 ? null : `status ${status}` };
  });
}

/** All ask at once. Resolves with every answer. */
async function playAll(): Promise<Answered[]> {
  const browsers = await becomeCallers(fleet.servers, PARTIES.BROWSER.symbols);
  const people = await becomeCallers([secondary], 12);
  const second = symbolsOf("SECOND");
  const played = await Promise.all([
    // The vendor's client gives up after three tries.
    runAs("VENDOR", 0, 7, 3),
    runAs("SCRIPT", 1, 5, 20),
    askAsAgent(symbolsOf("AGENT")),
    ...people.map((cookie, at) =>
      browse(secondary.origin, cookie, second.slice(at * 3, at * 3 + 3)),
    ),
    ...symbolsOf("BROWSER").map((symbol, at) => browse(origin(at), browsers[at] ?? "", [symbol])),
  ]);
  return played.flat();
}

const readKeyUse = async () => {
  const { body } = await admin.get("/api/admin/rate-limit-dashboard?range=15m");
  return dashboardSchema.parse(body);
};

describe("three primaries, a secondary, scripts, an agent and fifty browsers", () => {
  test("share one quota exactly, fully and as their shares say", async () => {
    const playing = playAll();
    // In the middle, each key's use is visible.
    while (fleet.upstream.arrivals().length < LIMIT * 3)
      await new Promise((done) => setTimeout(done, 200));
    const { keyUse, deployments } = await readKeyUse();
    const answers = await playing;
    const arrivals = fleet.upstream.arrivals();
    const measured = arrivals.slice(LIMIT, LIMIT * (WINDOWS + 1));

    const total = NAMES.reduce((sum, name) => sum + PARTIES[name].symbols, 0);
    expect(answers.filter(({ failure }) => failure !== null)).toEqual([]);
    expect(answers).toHaveLength(total);
    expect(arrivals).toHaveLength(total);

    expect(fleet.upstream.worstWindow(fleet.windowMs)).toBe(LIMIT);
    const backlog = [{ from: measured[0]?.at ?? 0, to: measured.at(-1)?.at ?? 0 }];
    const cycleMs = fleet.windowMs + gatePolicy.toleranceMs + LATENCY_MS;
    const pace = paceOf(
      measured.map(({ at }) => at),
      backlog,
      { limit: LIMIT, cycleMs },
    );
    console.info(`used ${((100 * pace.ideal) / pace.took).toFixed(1)} %`);
    expect(pace.ideal / pace.took).toBeGreaterThanOrEqual(USED_AT_LEAST);

    const got = NAMES.map((name) => [
      name,
      measured.filter(({ symbol }) => partyOf(symbol ?? "") === name).length,
    ]);
    console.info(`calls in ${WINDOWS} windows: ${got.map((row) => row.join(" ")).join(", ")}`);
    const shared = NAMES.reduce((sum, name) => sum + PARTIES[name].share, 0);
    for (const [name, calls] of got as [Party, number][]) {
      const perWindow = PARTIES[name].share || LIMIT - shared;
      expect(Math.abs(calls - perWindow * WINDOWS)).toBeLessThanOrEqual(perWindow * WINDOWS * 0.1);
    }

    const shown = keyUse.map(({ label, share }) => [label, share]);
    for (const name of ["VENDOR", "SCRIPT", "AGENT", "SECOND"] as const) {
      expect(shown).toContainEqual([name, PARTIES[name].share]);
    }
    const second = deployments.find(({ role }) => role === "secondary");
    expect(second).toMatchObject({ name: "second", key: "SECOND" });
  });
});

import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { askReading, readReading } from "@/lib/client/asks/ask-reading";
import type { CompositeAnswer, Part } from "@/lib/contract/snapshot/composite";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { RULES } from "../insight/sample-rules";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../support/fake-upstream/scripted-server";
import { NOW, quotaFixture, snapshotFixture } from "../support/visitors/snapshot-fixture";
import { testTab, ticketFixture } from "../support/visitors/test-tab";

type Script = Parameters<typeof startScriptedServer>[0];
let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

async function tabOver(script: Script) {
  server = await startScriptedServer(script);
  return testTab(server.fetch, NOW);
}

const SPY = snapshotFixture("SPY");
const NOTHING: Part = {
  resource: "gex",
  asOf: null,
  fetchedAt: null,
  freshUntil: null,
  nextExpectedAt: null,
  missedUpdates: [],
  source: null,
  staleReason: null,
  ticket: null,
  problem: null,
};
const headline: Part = { ...NOTHING, asOf: SPY.asOf, fetchedAt: SPY.fetchedAt, source: "upstream" };

const HISTORY_TICKET = ticketFixture("SPY", { resource: "history", window: "180d" });
const PROBLEM = { title: "Too late", status: 504, detail: "Too late.", instance: "/" };

function answer(...parts: Part[]): CompositeAnswer {
  const data = { gex: null, curve: null, expirations: null, history: null };
  const rest = { data, reading: readPsychology(data, RULES), quota: quotaFixture() };
  return { resource: "psychology", symbol: "SPY", parts, ...rest };
}

describe("the refresh of a reading", () => {
  test("is one request; then reads each part once from the cache", async () => {
    const { tab, readings, quotas } = await tabOver(({ path }, response) => {
      if (path.startsWith("/api/gex")) return replyJson(response, 200, SPY);
      replyJson(response, 200, answer(headline));
    });
    await askReading(tab, "psychology", "SPY");
    expect(server.paths()).toEqual(["GET /api/psychology/SPY", "GET /api/gex/SPY?cached=1"]);
    expect(tab.cache.snapshot("SPY")?.snapshot).toEqual(SPY);
    expect(readings).toMatchObject([{ resource: "psychology", symbol: "SPY", parts: [headline] }]);
    expect(quotas).toContainEqual({ quota: quotaFixture(), readAt: NOW });
    expect(tab.asks.read("SPY psychology")).toEqual({ kind: "idle" });
  });

  test("leaves each queued part its place, and a failed one a reason", async () => {
    const waiting: Part = { ...NOTHING, resource: "history", ticket: "ticket-SPY" };
    const failed: Part = { ...NOTHING, resource: "curve", problem: "upstream-timeout" };
    const { tab } = await tabOver(({ path }, response) => {
      if (path === "/api/tickets/events") return openStream(response);
      if (path === "/api/tickets/ticket-SPY") return replyJson(response, 200, HISTORY_TICKET);
      replyJson(response, 202, answer(waiting, failed));
    });
    await askReading(tab, "psychology", "SPY");
    expect(tab.asks.read("SPY history 180d")).toMatchObject({ kind: "queued", position: 3 });
    expect(tab.asks.read("SPY curve combined")).toMatchObject({
      kind: "refused",
      refusal: { reason: "upstream-timeout" },
    });
    expect(tab.asks.read("SPY")).toEqual({ kind: "idle" });
  });

  test("misses no part that lands or fails just after the answer", async () => {
    const soon: Part = { ...NOTHING, resource: "history", ticket: "ticket-SPY" };
    const late: Part = { ...NOTHING, ticket: "ticket-late" };
    const problem = { ...PROBLEM, type: "/problems/upstream-timeout" };
    const { tab } = await tabOver(({ path }, response) => {
      if (path === "/api/queue-status") return replyJson(response, 200, { mine: [] });
      if (path === "/api/tickets/ticket-SPY") {
        return replyJson(response, 200, { ...HISTORY_TICKET, state: "failed", problem });
      }
      if (path === "/api/tickets/ticket-late") {
        const landed = { state: "completed", snapshot: SPY } as const;
        return replyJson(response, 200, ticketFixture("SPY", landed));
      }
      replyJson(response, 202, answer(soon, late));
    });
    await askReading(tab, "psychology", "SPY");
    expect(tab.cache.snapshot("SPY")?.snapshot).toEqual(SPY);
    expect(tab.asks.read("SPY history 180d")).toMatchObject({
      refusal: { reason: "upstream-timeout" },
    });
  });

  test("that is refused says why, in its own place", async () => {
    const { tab, readings } = await tabOver((_, response) =>
      replyProblem(response, "unknown-symbol", 404),
    );
    await askReading(tab, "gamma", "ZZZZ");
    expect(tab.asks.read("ZZZZ gamma")).toMatchObject({
      refusal: { reason: "unknown-symbol", detail: "It is unknown-symbol." },
    });
    expect(readings).toEqual([]);
  });
});

describe("reading again", () => {
  test("reads only the cache, and keeps its answer when a later read fails", async () => {
    const { tab, readings } = await tabOver((_, response) =>
      replyProblem(response, "store-unavailable", 503),
    );
    await readReading(tab, "psychology", "SPY");
    expect(server.paths()).toEqual(["GET /api/psychology/SPY?cached=1"]);
    expect(readings).toEqual([]);
  });
});

function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\n\n");
}

import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { askSnapshot, cancelAsk } from "@/lib/client/asks/ask-snapshot";
import { resumeTickets } from "@/lib/client/asks/read-status";
import { browserPolicy } from "@/lib/policy";
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

async function tabOver(
  script: Script,
  sleep = (_: number, signal?: AbortSignal) => asleep(signal),
) {
  server = await startScriptedServer(script);
  return testTab(server.fetch, NOW, sleep);
}

function asleep(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));
}

function openStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\n\n");
  return response;
}

const gexOf = (symbol: string) => ({ resource: "gex", symbol }) as const;
const SPY = snapshotFixture("SPY", { readyIn: 60 });
const QQQ = snapshotFixture("QQQ", { readyIn: 60 });

describe("a place in line", () => {
  test("is followed over one stream until its answer lands", async () => {
    const { tab } = await tabOver(({ path }, response) => {
      if (path.startsWith("/api/gex")) return replyJson(response, 202, ticketFixture("SPY"));
      if (path === "/api/rate-limit-status") return replyJson(response, 200, quotaFixture());
      const done = ticketFixture("SPY", { state: "completed", position: 0, snapshot: SPY });
      const stream = openStream(response);
      stream.write(`data: ${JSON.stringify(ticketFixture("SPY", { position: 1 }))}\n\n`);
      stream.write(`event: completed\ndata: ${JSON.stringify(done)}\n\n`);
    });
    const places: number[] = [];
    tab.asks.subscribe(() => {
      const ask = tab.asks.read("SPY");
      if (ask.kind === "queued") places.push(ask.position);
    });
    await askSnapshot(tab, gexOf("SPY"));
    await vi.waitFor(() => expect(tab.cache.snapshot("SPY")?.snapshot).toEqual(SPY));
    expect(places).toEqual([3, 1]);
    expect(server.paths().filter((path) => path === "GET /api/tickets/events")).toHaveLength(1);
  });

  test("is read with a wait where no stream is to be had", async () => {
    const { tab } = await tabOver(({ path }, response) => {
      if (path.startsWith("/api/gex")) return replyJson(response, 202, ticketFixture("SPY"));
      if (path === "/api/tickets/events") return replyProblem(response, "too-many-streams", 429);
      if (path === "/api/rate-limit-status") return replyJson(response, 200, quotaFixture());
      replyJson(response, 200, ticketFixture("SPY", { state: "completed", snapshot: SPY }));
    });
    await askSnapshot(tab, gexOf("SPY"));
    await vi.waitFor(() => expect(tab.asks.read("SPY")).toEqual({ kind: "idle" }));
    const reads = server.asked.filter(({ path }) => path === "/api/tickets/ticket-SPY");
    expect(reads).toEqual([expect.objectContaining({ prefer: "wait=10" })]);
  });

  test("is read, and never requested again, after a stream's goodbye", async () => {
    const { tab } = await tabOver(({ path }, response) => {
      if (path.startsWith("/api/gex")) return replyJson(response, 202, ticketFixture("SPY"));
      if (path === "/api/tickets/events") {
        openStream(response).end("event: reconnect\ndata: {}\n\n");
        return;
      }
      if (path === "/api/rate-limit-status") return replyJson(response, 200, quotaFixture());
      replyProblem(response, "gone", 410);
    });
    await askSnapshot(tab, gexOf("SPY"));
    await vi.waitFor(() => {
      expect(tab.asks.read("SPY")).toMatchObject({ kind: "refused", refusal: { reason: "gone" } });
    });
    expect(server.paths().filter((path) => path.includes("/api/gex"))).toHaveLength(1);
  });

  test("canceled frees the row at once and leaves the queue", async () => {
    const { tab } = await tabOver(({ path, method }, response) => {
      if (path.startsWith("/api/gex")) return replyJson(response, 202, ticketFixture("SPY"));
      if (path === "/api/tickets/events") return openStream(response);
      if (method === "DELETE") return response.writeHead(204).end();
      replyJson(response, 200, quotaFixture());
    });
    await askSnapshot(tab, gexOf("SPY"));
    await cancelAsk(tab, "SPY");
    expect(tab.asks.read("SPY")).toEqual({ kind: "idle" });
    expect(server.paths()).toContain("DELETE /api/tickets/ticket-SPY");
  });

  test("is found again after a reload, for free", async () => {
    const { tab } = await tabOver(({ path }, response) => {
      if (path === "/api/tickets/events") return openStream(response);
      const curve = { resource: "curve", expiry: "nearest", position: 7 } as const;
      const ended = ticketFixture("ZM", { state: "completed" });
      const mine = [ticketFixture("SPY"), ended, ticketFixture("SPY", curve)];
      replyJson(response, 200, { mine });
    });
    await resumeTickets(tab);
    expect(tab.asks.read("SPY")).toMatchObject({ kind: "queued", position: 3 });
    expect(tab.asks.read("SPY curve nearest")).toMatchObject({ kind: "queued", position: 7 });
    expect(tab.asks.read("ZM")).toEqual({ kind: "idle" });
    expect(server.paths().filter((path) => path.includes("/api/gex"))).toEqual([]);
  });

  test("ends when its session is refused, and is not polled for ever", async () => {
    const { tab } = await tabOver(({ path }, response) => {
      if (path.startsWith("/api/gex")) return replyJson(response, 202, ticketFixture("SPY"));
      replyProblem(response, "unauthorized", 401);
    });
    await askSnapshot(tab, gexOf("SPY"));
    await vi.waitFor(() =>
      expect(tab.asks.read("SPY")).toMatchObject({ refusal: { reason: "unauthorized" } }),
    );
  });

  test("is read if its answer arrived before the stream looked", async () => {
    const { tab } = await tabOver(
      ({ path }, response) => {
        const symbol = path.includes("QQQ") ? "QQQ" : "SPY";
        if (path.startsWith("/api/gex")) return replyJson(response, 202, ticketFixture(symbol));
        if (path === "/api/tickets/events") return openStream(response);
        if (path === "/api/rate-limit-status") return replyJson(response, 200, quotaFixture());
        const landed = { state: "completed", snapshot: QQQ } as const;
        replyJson(response, 200, ticketFixture(symbol, symbol === "QQQ" ? landed : {}));
      },
      // Only the look at what came late is due in this test; the stream is never silent for long.
      (ms, signal) => (ms === browserPolicy.lateTicketMs ? Promise.resolve() : asleep(signal)),
    );
    await askSnapshot(tab, gexOf("SPY"));
    await askSnapshot(tab, gexOf("QQQ"));
    await vi.waitFor(() => expect(tab.cache.snapshot("QQQ")?.snapshot).toEqual(QQQ));
    expect(tab.asks.read("SPY")).toMatchObject({ kind: "queued" });
    expect(server.paths().filter((path) => path.startsWith("GET /api/gex"))).toHaveLength(2);
  });
});

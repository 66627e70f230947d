import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test, vi } from "vitest";
import { askSelected, askSnapshot } from "@/lib/client/asks/ask-snapshot";
import { readCached } from "@/lib/client/asks/read-cached";
import { readStatus } from "@/lib/client/asks/read-status";
import { toLocalSnapshot } from "@/lib/client/tab/local-cache";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../support/fake-upstream/scripted-server";
import {
  figuresFixture,
  NOW,
  quotaFixture,
  snapshotFixture,
} from "../support/visitors/snapshot-fixture";
import { testTab, ticketFixture } from "../support/visitors/test-tab";

type Script = Parameters<typeof startScriptedServer>[0];
let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

async function tabOver(script: Script) {
  server = await startScriptedServer(script);
  return testTab(server.fetch, NOW);
}

function openStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\n\n");
  return response;
}

const gexOf = (symbol: string) => ({ resource: "gex", symbol }) as const;
const SPY = snapshotFixture("SPY", { readyIn: 60 });
const older = toLocalSnapshot(snapshotFixture("SPY", { ageSeconds: 600 }), NOW);

describe("a press", () => {
  test("forces a refresh of what is shown; only loads the missing", async () => {
    const { tab, hold } = await tabOver((_, response) => replyJson(response, 200, SPY));
    await askSnapshot(tab, gexOf("SPY"));
    hold(older);
    await askSnapshot(tab, gexOf("SPY"));
    expect(server.paths()).toEqual(["GET /api/gex/SPY", "GET /api/gex/SPY?refresh=1"]);
  });

  test("keeps the answer, its cooldown in server time and its quota", async () => {
    const { tab, quotas } = await tabOver((_, response) => replyJson(response, 200, SPY));
    await askSnapshot(tab, gexOf("SPY"));
    expect(tab.cache.snapshot("SPY")).toEqual({ snapshot: SPY, readyAt: NOW + 60_000 });
    expect(quotas).toEqual([{ quota: SPY.quota, readAt: NOW }]);
    expect(tab.asks.read("SPY")).toEqual({ kind: "idle" });
  });

  test("leaves the quota unknown when answered without the store", async () => {
    const lost = { ...SPY, source: "stale", staleReason: "store-down" };
    const { tab, quotas } = await tabOver((_, response) => replyJson(response, 200, lost));
    await askSnapshot(tab, gexOf("SPY"));
    expect(quotas).toEqual([{ quota: null, readAt: NOW }]);
  });

  test("while one is under way, asks nothing more", async () => {
    const waiting: ServerResponse[] = [];
    const { tab } = await tabOver((_, response) => waiting.push(response));
    const first = askSnapshot(tab, gexOf("SPY"));
    await askSnapshot(tab, gexOf("SPY"));
    await askSelected(tab, ["SPY"]);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    for (const response of waiting) replyJson(response, 200, SPY);
    await first;
    expect(server.asked).toHaveLength(1);
  });

  test("refused with a time shows the reason until then", async () => {
    const { tab } = await tabOver((_, response) => replyProblem(response, "queue-full", 429, 17));
    await askSnapshot(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toEqual({
      kind: "refused",
      refusal: { reason: "queue-full", detail: "It is queue-full.", readyAt: NOW + 17_000 },
    });
  });

  test("asks for the upstream's health at once if refused for it", async () => {
    const { tab, quotas } = await tabOver(({ path }, response) => {
      if (path === "/api/rate-limit-status") return replyJson(response, 200, quotaFixture());
      replyProblem(response, "breaker-open", 503, 5);
    });
    await askSnapshot(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toMatchObject({ refusal: { reason: "breaker-open" } });
    expect(quotas).toEqual([{ quota: quotaFixture(), readAt: NOW }]);
  });

  test("cools every row down if refused by the caller's interval", async () => {
    const { tab } = await tabOver((_, response) => replyProblem(response, "cooling-down", 429, 8));
    await askSnapshot(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toEqual({ kind: "idle" });
    expect(tab.asks.state().callerReadyAt).toBe(NOW + 8_000);
  });

  test("asks at the part's own address, leaving the headline alone", async () => {
    const nearest = { resource: "curve", symbol: "SPY", expiry: "nearest" } as const;
    const figures = figuresFixture(nearest);
    const { tab } = await tabOver((_, response) =>
      replyJson(response, 200, { ...SPY, ...figures }),
    );
    await askSnapshot(tab, nearest);
    await askSnapshot(tab, nearest);
    expect(server.paths()).toEqual([
      "GET /api/curve/SPY?expiry=nearest",
      "GET /api/curve/SPY?expiry=nearest&refresh=1",
    ]);
    expect(tab.cache.snapshot("SPY curve nearest")?.snapshot).toMatchObject(figures);
    expect(tab.cache.snapshot("SPY")).toBeNull();
  });

  test("that reaches no server ends as a refusal, not as an error", async () => {
    const { tab } = await tabOver((_, response) => response.destroy());
    await askSnapshot(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toMatchObject({ refusal: { reason: "unreachable" } });
  });

  test.each([
    ["an object", { message: "Bad gateway" }],
    ["null", null],
    ["a list", []],
  ])("ends as a refusal when an intermediary answers with %s", async (_, body) => {
    const { tab } = await tabOver((__, response) => replyJson(response, 502, body));
    await askSnapshot(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toMatchObject({ refusal: { reason: "unreachable" } });
  });
});

describe("a refusal", () => {
  const refusal = { reason: "upstream-timeout", detail: "Late.", readyAt: null } as const;

  test("of a row says nothing any more once a newer copy of it lands", async () => {
    const { tab, hold } = await tabOver((_, response) => replyJson(response, 200, SPY));
    hold(older);
    tab.asks.write("SPY", { kind: "refused", refusal });
    await readCached(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toEqual({ kind: "idle" });
  });

  test("stands beside the same old copy", async () => {
    const { tab, hold } = await tabOver((_, response) => replyJson(response, 200, older.snapshot));
    hold(older);
    tab.asks.write("SPY", { kind: "refused", refusal });
    await readCached(tab, gexOf("SPY"));
    expect(tab.asks.read("SPY")).toEqual({ kind: "refused", refusal });
  });
});

describe("refresh selected", () => {
  test("is one request; each row gets its answer, place or reason", async () => {
    const { tab } = await tabOver(({ path }, response) => {
      if (path === "/api/tickets/events") return openStream(response);
      if (path === "/api/rate-limit-status") return replyJson(response, 200, quotaFixture());
      replyJson(response, 202, {
        tickets: [ticketFixture("QQQ")],
        fresh: [SPY],
        rejected: [{ pointer: "/symbols/2", detail: "Not a symbol." }],
        cost: 1,
        estimatedWaitSeconds: 9,
      });
    });
    await askSelected(tab, ["SPY", "QQQ", "IWM"]);
    expect(server.asked.filter(({ method }) => method === "POST")).toEqual([
      expect.objectContaining({ body: '{"symbols":["SPY","QQQ","IWM"],"resource":"gex"}' }),
    ]);
    expect(tab.cache.snapshot("SPY")?.snapshot).toEqual(SPY);
    expect(tab.asks.read("QQQ")).toMatchObject({ kind: "queued" });
    expect(tab.asks.read("IWM")).toMatchObject({ refusal: { detail: "Not a symbol." } });
  });
});

describe("the status", () => {
  test("is unknown only when the store does not answer", async () => {
    let slug = "store-unavailable";
    const { tab, quotas } = await tabOver((_, response) => replyProblem(response, slug, 503));
    await readStatus(tab);
    slug = "overloaded";
    await readStatus(tab);
    expect(quotas).toEqual([{ quota: null, readAt: NOW }]);
  });
});

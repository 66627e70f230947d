import type { ServerResponse } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { createDashboardStore } from "@/lib/client/control-room/dashboard-store";
import type { Dashboard } from "@/lib/contract/admin/dashboard";
import {
  replyJson,
  replyProblem,
  startScriptedServer,
} from "../support/fake-upstream/scripted-server";
import { dashboardFixture } from "../support/visitors/dashboard-fixture";
import { NOW } from "../support/visitors/snapshot-fixture";
import { testTab } from "../support/visitors/test-tab";

type Reply = (path: string, response: ServerResponse) => void;
let server: Awaited<ReturnType<typeof startScriptedServer>>;
afterEach(() => server.stop());

const dashboardWith = (over: Partial<Dashboard>) => dashboardFixture(over);
const rangeOf = (path: string) => new URL(path, "http://x").searchParams.get("range") as "15m";

/** A store over a real server; its sleeps end at once and are counted, but for the stream's silence. */
async function storeOver(reply: Reply) {
  server = await startScriptedServer(({ path }, response) => reply(path, response));
  const slept: number[] = [];
  const sleep = (ms: number, signal?: AbortSignal) => {
    if (ms >= 20_000)
      return new Promise<void>((go) => signal?.addEventListener("abort", () => go()));
    slept.push(ms);
    return Promise.resolve();
  };
  const { tab, quotas } = testTab(server.fetch, NOW);
  const store = createDashboardStore(dashboardWith({}), { tab, sleep, monotonic: () => 0 });
  return { store, slept, quotas };
}

function openStream(response: ServerResponse, dashboards: readonly Dashboard[]) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const one of dashboards) {
    response.write(`event: dashboard\ndata: ${JSON.stringify(one)}\n\n`);
  }
}

test("refreshes the figures, and the quota of every page", async () => {
  const { store, quotas } = await storeOver((_, response) =>
    replyJson(response, 200, dashboardWith({ limit: 12 })),
  );
  await store.refresh();
  expect(store.state()).toMatchObject({
    dashboard: { limit: 12 },
    refusal: null,
    isReading: false,
  });
  expect(quotas).toHaveLength(1);
  expect(server.paths()).toEqual(["GET /api/admin/rate-limit-dashboard?range=15m"]);
});

test("keeps the last data and shows the reason after any failure", async () => {
  const { store, quotas } = await storeOver((_, response) =>
    replyProblem(response, "store-unavailable", 503, 5),
  );
  await store.refresh();
  expect(store.state()).toMatchObject({
    dashboard: dashboardWith({}),
    refusal: { reason: "store-unavailable" },
    isReading: false,
  });
  expect(quotas.at(-1)?.quota).toBeNull();
});

test("ignores the answer to an earlier choice of range", async () => {
  let late: ServerResponse | undefined;
  const { store } = await storeOver((path, response) => {
    if (rangeOf(path) === "15m") late = response;
    else replyJson(response, 200, dashboardWith({ range: "24h", limit: 9 }));
  });
  const first = store.refresh();
  await vi.waitFor(() => expect(late).toBeDefined());
  await store.choose("24h");
  if (late) replyJson(late, 200, dashboardWith({ limit: 1 }));
  await first;
  expect(store.state().dashboard).toMatchObject({ range: "24h", limit: 9 });
});

test("shows live events until paused, then changes nothing", async () => {
  let stream: ServerResponse | undefined;
  const { store } = await storeOver((_, response) => {
    stream = response;
    openStream(response, [dashboardWith({ limit: 19 })]);
  });
  store.goLive();
  await vi.waitFor(() => expect(store.state().dashboard.limit).toBe(19));
  const closed = new Promise((resolve) => stream?.on("close", resolve));
  store.pause();
  await closed;
  expect(store.state()).toMatchObject({ feed: "paused", dashboard: { limit: 19 } });
  expect(server.asked).toHaveLength(1);
});

test("reopens a broken stream after growing waits, showing why", async () => {
  let asked = 0;
  const { store, slept } = await storeOver((_, response) => {
    asked += 1;
    if (asked < 4) return replyProblem(response, "overloaded", 503);
    openStream(response, [dashboardWith({ limit: 18 })]);
  });
  const reasons: (string | undefined)[] = [];
  store.subscribe(() => reasons.push(store.state().refusal?.reason));
  store.goLive();
  await vi.waitFor(() => expect(store.state().dashboard.limit).toBe(18));
  expect(slept).toEqual([1_000, 2_000, 4_000]);
  expect(reasons).toContain("overloaded");
  expect(store.state().refusal).toBeNull();
  store.pause();
});

test("shows why a stream keeps ending without an event", async () => {
  let isDown = true;
  const { store, slept } = await storeOver((_, response) => {
    const { accept } = response.req.headers;
    if (accept !== "text/event-stream") {
      return isDown
        ? replyProblem(response, "store-unavailable", 503)
        : replyJson(response, 200, dashboardWith({ limit: 17 }));
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    // The server could read nothing, and asks to be opened again.
    response.end("event: reconnect\ndata: {}\n\n");
  });
  store.goLive();
  await vi.waitFor(() => expect(store.state().refusal?.reason).toBe("store-unavailable"));
  isDown = false;
  await vi.waitFor(() => expect(store.state().dashboard.limit).toBe(17));
  expect(store.state().refusal).toBeNull();
  await vi.waitFor(() => expect(slept.slice(0, 3)).toEqual([1_000, 2_000, 4_000]));
  store.pause();
});

test("a session that has ended is not asked for again", async () => {
  const { store } = await storeOver((_, response) => replyProblem(response, "unauthorized", 401));
  store.goLive();
  await vi.waitFor(() => expect(store.state().refusal?.reason).toBe("unauthorized"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(server.asked).toHaveLength(1);
});

test("closes the stream of a hidden page until it is visible", async () => {
  const streams: ServerResponse[] = [];
  const { store } = await storeOver((_, response) => {
    streams.push(response);
    openStream(response, [dashboardWith({ limit: 20 - streams.length })]);
  });
  store.look(true);
  expect(server.asked).toHaveLength(0);
  store.goLive();
  await vi.waitFor(() => expect(store.state().dashboard.limit).toBe(19));
  const left = new Promise((resolve) => streams[0]?.on("close", resolve));
  store.look(false);
  await left;
  store.look(true);
  await vi.waitFor(() => expect(store.state().dashboard.limit).toBe(18));
  store.pause();
});

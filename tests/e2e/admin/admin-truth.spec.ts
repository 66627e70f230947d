import { expect, type Locator, type Page } from "@playwright/test";
import { easternTime } from "@/components/ui/format";
import { type Dashboard, dashboardSchema } from "@/lib/contract/admin/dashboard";
import { judgedTest as test } from "../support";
import { enterRoom, PASSWORD, roomPanel } from "./control-room";
import { createTrafficLog, type TrafficLog } from "./replayed-traffic";

/*
 * An hour, sixty times as fast: the window is 1 s, a sixtieth of the real one, and sixty of them are
 * played. Everything else is real: two servers, HTTP, the store, and an upstream that keeps its own
 * limits and writes down what arrives. That list and the answers alone say what happened.
 */
test.use({
  env: {
    ADMIN_PASSWORD: PASSWORD,
    DEPLOYMENT_NAME: "one",
    QUOTA_WINDOW_SECONDS: "1",
    // A busy machine is no failing upstream.
    REFRESH_COOLDOWN_SECONDS: "0",
    UPSTREAM_TIMEOUT_SECONDS: "5",
  },
});
const WINDOWS = 60;
const KINDS = ["hits", "stale", "misses", "shared", "denied"] as const;

test("shows the upstream's own numbers for a replayed hour", async ({ page, fleet }) => {
  test.setTimeout(240_000);
  await fleet.addServer({ DEPLOYMENT_NAME: "two" });
  const traffic = await createTrafficLog(fleet);
  const startedAt = performance.now();
  // Twice a window: on a busy machine too there is a line of half a window.
  await traffic.burst(40);
  await traffic.outside();
  while (performance.now() - startedAt < WINDOWS * fleet.windowMs) await traffic.next();
  await traffic.rest();
  await enterRoom(page, "?range=1h");
  const dashboard = await settled(page, traffic);
  expectReported(dashboard, traffic);
  await page.getByRole("button", { name: "Refresh", exact: true }).click();
  await expectShown(page, dashboard);
});

/** The dashboard once every process has flushed its counts. Each does so while it is polled. */
async function settled(page: Page, traffic: TrafficLog): Promise<Dashboard> {
  let dashboard: Dashboard | null = null;
  await expect
    .poll(
      async () => {
        await traffic.ping();
        const answer = await page.request.get("/api/admin/rate-limit-dashboard?range=1h");
        dashboard = dashboardSchema.parse(await answer.json());
        return KINDS.reduce((sum, kind) => sum + (dashboard?.totals[kind] ?? 0), 0);
      },
      { timeout: 30_000 },
    )
    .toBe(traffic.asks().length);
  if (dashboard === null) throw new Error("no dashboard was read");
  return dashboard;
}

const sum = <Row>(rows: readonly Row[], read: (row: Row) => number) =>
  rows.reduce((total, row) => total + read(row), 0);

function expectReported(dashboard: Dashboard, traffic: TrafficLog): void {
  const [asks, calls] = [traffic.asks(), traffic.calls()];
  const countOf = (kind: string, of: Partial<(typeof asks)[number]> = {}) =>
    asks.filter(
      (ask) =>
        ask.kind === kind &&
        Object.entries(of).every(([name, value]) => ask[name as "caller"] === value),
    ).length;
  const { totals, series, callers, endpoints, deployments } = dashboard;
  expect(KINDS.map((kind) => [kind, totals[kind]])).toEqual(
    KINDS.map((kind) => [kind, countOf(kind)]),
  );
  for (const kind of KINDS) {
    expect([kind, countOf(kind) > 0]).toEqual([kind, true]);
    expect([kind, sum(series, (point) => point[kind])]).toEqual([kind, countOf(kind)]);
    for (const row of endpoints) {
      const { endpoint } = row;
      expect([kind, endpoint, row[kind]]).toEqual([kind, endpoint, countOf(kind, { endpoint })]);
    }
  }
  const failed = calls.filter(({ failed: isFailed }) => isFailed).length;
  expect([totals.calls, totals.failed]).toEqual([calls.length, failed]);
  expect(sum(Object.values(totals.outcomes), (count) => count)).toBe(calls.length);
  expect(sum(series, (point) => point.calls)).toBe(calls.length);
  for (const { at, calls: ofMinute } of series) {
    const minute = Date.parse(at) / 60_000;
    const arrived = calls.filter((call) => Math.floor(call.at / 60_000) === minute).length;
    expect([at, ofMinute]).toEqual([at, arrived]);
  }
  for (const { endpoint, calls: ofEndpoint } of endpoints) {
    const arrived = calls.filter((call) => call.endpoint === endpoint).length;
    expect([endpoint, ofEndpoint]).toEqual([endpoint, arrived]);
  }
  const names = [...new Set(asks.map(({ caller }) => caller))];
  const rowsOf = names.map((caller) => [
    calls.filter((call) => call.caller === caller).length,
    ...KINDS.map((kind) => countOf(kind, { caller })),
  ]);
  const shown = callers.map((row) => [row.calls, ...KINDS.map((kind) => row[kind])]);
  expect(shown.map(String).toSorted()).toEqual(rowsOf.map(String).toSorted());
  expect(deployments.map(({ name }) => name).toSorted()).toEqual(["one", "two"]);
  expect(sum(deployments, (one) => one.calls)).toBe(calls.length);
  const answered = asks.length - countOf("denied");
  expect(dashboard.cacheHitRate).toBeCloseTo(countOf("hits") / answered, 10);
  const last = calls.slice(-100).map(({ symbol, endpoint }) => `${symbol} ${endpoint}`);
  expect(dashboard.calls.map(({ symbol, endpoint }) => `${symbol} ${endpoint}`).toSorted()).toEqual(
    last.toSorted(),
  );
  expect(dashboard.outsideEvents).toHaveLength(1);
  expect(Math.max(...series.map(({ queueMax }) => queueMax))).toBeGreaterThanOrEqual(10);
  expect(dashboard.waiting).toEqual({ interactive: 0, standard: 0, batch: 0 });
  expect(dashboard.breakerEvents.map(({ window, from, to }) => `${window} ${from} ${to}`)).toEqual([
    "account closed open",
    "account open half-open",
    "account half-open closed",
  ]);
}

/** Figures of a row as they are shown; what is no figure stays as it is. */
async function rowsOf(table: Locator): Promise<string[][]> {
  return table
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? "").trim())),
    );
}
const figures = (cells: readonly string[]) => cells.map((cell) => Number(cell.replaceAll(",", "")));

async function expectShown(page: Page, dashboard: Dashboard): Promise<void> {
  const { totals, callers, endpoints, series, deployments } = dashboard;
  const hits = roomPanel(page, "Cache hits");
  await expect(hits).toContainText(
    `${totals.hits} hits · ${totals.shared} coalesced · ${totals.stale} stale`,
  );
  await expect(hits).toContainText(`${totals.misses} missed · ${totals.denied} rejected`);
  await expect(hits).toContainText(`${((dashboard.cacheHitRate ?? 0) * 100).toFixed(1)}`);
  await expect(roomPanel(page, "Used")).toContainText(`of ${dashboard.limit}`);
  const seenAt = easternTime(Date.parse(dashboard.outsideEvents[0]?.at ?? "")).second;
  await expect(roomPanel(page, "Upstream")).toContainText(`Last seen at ${seenAt}`);

  const ofCallers = await rowsOf(roomPanel(page, "Callers").getByRole("table"));
  expect(ofCallers.map(([label, ...cells]) => [label, ...figures(cells.slice(0, 6))])).toEqual(
    callers.map((row) => [
      row.label,
      row.calls,
      row.hits,
      row.stale,
      row.shared,
      row.denied,
      row.waiting,
    ]),
  );
  const ofCache = await rowsOf(roomPanel(page, "Cache").getByRole("table"));
  expect(
    ofCache.map(([name, ...cells]) => [name, ...figures(cells.filter((_, at) => at !== 2))]),
  ).toEqual(
    endpoints.map((row) => [row.endpoint, row.calls, row.hits, row.stale, row.shared, row.denied]),
  );
  const ofFleet = await rowsOf(roomPanel(page, "Deployments").getByRole("table"));
  expect(ofFleet.map((cells) => [cells[0], Number(cells.at(-1))]).toSorted()).toEqual(
    deployments.map(({ name, calls }) => [name, calls]).toSorted(),
  );
  const ofCalls = await rowsOf(roomPanel(page, "Last API calls").getByRole("table"));
  expect(ofCalls.map((cells) => cells[1])).toEqual(
    dashboard.calls.map(({ symbol, endpoint }) => `${symbol} ${endpoint}`),
  );
  const rates = roomPanel(page, "API calls per 1s");
  await rates.getByRole("button", { name: "Table" }).click();
  const ofRates = await rowsOf(rates.getByRole("table"));
  // From, calls, hits, hit rate, shared, old, denied, failed, line.
  expect(
    ofRates.map((cells) => figures([1, 2, 4, 5, 6, 7, 8].map((at) => cells[at] ?? ""))),
  ).toEqual(
    series
      .toReversed()
      .map((point) => [
        point.calls,
        point.hits,
        point.shared,
        point.stale,
        point.denied,
        point.failed,
        point.queueMax,
      ]),
  );
}

import { beforeEach, describe, expect, test } from "vitest";
import { createMarketCalendar } from "@/lib/cache/market-calendar";
import { systemClock } from "@/lib/clock";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import type { Services } from "@/lib/desk/base/services";
import { readSymbol } from "@/lib/desk/pages/read-symbol";
import { StoreFault } from "@/lib/store-fault";
import { createDemoUpstream } from "@/lib/upstream/demo/demo";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { createV1Upstream } from "@/lib/upstream/v1/v1";
import { createV2Upstream } from "@/lib/upstream/v2/v2";
import { figuresFixture } from "../support/visitors/snapshot-fixture";
import { createDeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const store = emptyStore();
let desk: Services;
const demo = createDemoUpstream({
  clock: systemClock,
  calendar: createMarketCalendar("always-open"),
  cadence: "premium",
});

beforeEach(() => {
  desk = deskOver(demo);
});

/** Creates a desk whose upstream only says what it offers. A call fails the test. */
function deskOver(upstream: Upstream): Services {
  const call = () => Promise.reject(new Error("reading a page must not call"));
  return { ...createDeskRig(store()).desk, upstream: { ...upstream, call } };
}

async function keep(wanted: Wanted): Promise<void> {
  const job = desk.upstream.jobFor(wanted);
  if (job === null) throw new Error("the demo market offers it");
  const [seconds] = await store().redis.time();
  const fetchedAt = Number(seconds) * 1_000;
  const answer = { figures: figuresFixture(wanted), asOf: new Date(fetchedAt).toISOString() };
  await desk.cache.write(job, answer, fetchedAt);
}

const SPY: Wanted = { resource: "gex", symbol: "SPY" };
const NEAREST: Wanted = { resource: "curve", symbol: "SPY", expiry: "nearest" };
const COMBINED: Wanted = { resource: "curve", symbol: "SPY", expiry: "combined" };
const shown = { symbol: "SPY", expiry: "nearest", span: "30d" } as const;

const partsOf = ({ readings }: SymbolView) =>
  readings.map(({ resource, parts }) => [
    resource,
    parts.flatMap(({ resource: name, asOf }) => (asOf === null ? [] : [name])),
  ]);

describe("a symbol's page", () => {
  test("gets each dataset of the page once, with its options", async () => {
    await keep(SPY);
    await keep(NEAREST);
    await keep(COMBINED);
    await keep({ resource: "history", symbol: "SPY", span: "1y" });
    const view = await readSymbol(desk, shown);
    expect(view.rows).toMatchObject([{ symbol: "SPY", snapshot: { source: "cache" } }]);
    expect(view.parts.map(({ data }) => ("expiry" in data ? data.expiry : data))).toEqual([
      "nearest",
      "combined",
    ]);
    expect(partsOf(view)).toEqual([
      ["gamma", ["gex", "curve"]],
      ["psychology", ["gex", "curve"]],
    ]);
    expect(view.readings[0]).toMatchObject({
      reading: { regime: { regime: "negative-below-flip" } },
    });
  });

  test("gets nothing from an empty cache, and creates no job", async () => {
    const view = await readSymbol(desk, shown);
    expect(view).toMatchObject({
      rows: [{ symbol: "SPY", snapshot: null }],
      parts: [],
      readings: [],
      isUnknown: false,
    });
    expect((await desk.pump.snapshot()).quotes.size).toBe(0);
  });

  test("reports a symbol that was unknown a moment ago", async () => {
    const failure = { failedAt: Date.now(), problem: "unknown-symbol", detail: "" } as const;
    await desk.cache.writeFailure(demo.jobFor(SPY)?.key ?? "", failure);
    expect((await readSymbol(desk, shown)).isUnknown).toBe(true);
    await keep(SPY);
    expect((await readSymbol(desk, shown)).isUnknown).toBe(false);
  });

  test("has remembered snapshots and no quota without the store", async () => {
    await keep(SPY);
    await keep(COMBINED);
    await readSymbol(desk, shown);
    const lost = () => Promise.reject(new StoreFault("unreachable"));
    const view = await readSymbol(
      { ...desk, cache: { ...desk.cache, readMany: lost } },
      { ...shown, expiry: "combined" },
    );
    expect(view.quota).toBeNull();
    const stale = { source: "stale", staleReason: "store-down" };
    expect(view.rows).toMatchObject([{ snapshot: stale }]);
    expect(view.parts).toMatchObject([stale]);
    expect(view.readings[0]).toMatchObject({
      parts: [stale, stale, { asOf: null, problem: "store-unavailable" }],
    });
  });
});

describe("the available options", () => {
  test("are those of the API in use", async () => {
    const { offered } = await readSymbol(desk, { ...shown, expiry: "2026-12-18" });
    expect(offered).toEqual({
      expiries: ["combined", "nearest", "first_monthly"],
      spans: ["5d", "30d", "180d", "1y", "2y"],
      expirations: true,
    });
  });

  test("of v1 are all expirations, whatever date is in the address", async () => {
    const baseUrl = "http://127.0.0.1:9/api";
    const v1 = deskOver(createV1Upstream({ baseUrl, username: "I-X", clock: systemClock }));
    const { offered, parts } = await readSymbol(v1, { ...shown, expiry: "2026-12-18" });
    expect(offered.expiries).toEqual(["combined"]);
    expect(offered.expirations).toBe(false);
    expect(parts).toEqual([]);
  });

  test("of v2 include gamma of now, and the address's date", async () => {
    const baseUrl = "http://127.0.0.1:9/api";
    const v2 = deskOver(createV2Upstream({ baseUrl, key: "sub_x" }));
    const { offered, parts } = await readSymbol(v2, { ...shown, expiry: "2026-12-18" });
    expect(offered.expiries).toEqual([
      "combined",
      "nearest",
      "first_monthly",
      "live",
      "2026-12-18",
    ]);
    expect(parts).toEqual([]);
  });
});

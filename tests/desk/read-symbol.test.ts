import { beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { SymbolView } from "@/lib/contract/symbol-view";
import type { Wanted } from "@/lib/contract/wanted";
import type { DeskParts } from "@/lib/desk/parts";
import { readSymbol } from "@/lib/desk/read-symbol";
import { StoreFault } from "@/lib/redis/store";
import { createDemoUpstream } from "@/lib/upstream/demo";
import type { Upstream } from "@/lib/upstream/upstream";
import { createV1Upstream } from "@/lib/upstream/v1";
import { figuresFixture } from "../support/snapshot-fixture";
import { createDeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();
let desk: DeskParts;
const demo = createDemoUpstream({ clock: systemClock });

beforeEach(() => {
  desk = deskOver(demo);
});

/** A desk whose upstream tells what it offers, and fails the test when it is called. */
function deskOver(upstream: Upstream): DeskParts {
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
  test("is handed what the address chose, and what its readings are made of, each once", async () => {
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

  test("with nothing cached is handed nothing, and makes no job", async () => {
    const view = await readSymbol(desk, shown);
    expect(view).toMatchObject({
      rows: [{ symbol: "SPY", snapshot: null }],
      parts: [],
      readings: [],
      isUnknown: false,
    });
    expect((await desk.pump.look()).quotes.size).toBe(0);
  });

  test("says that the upstream does not know the symbol, when it said so a moment ago", async () => {
    const failure = { failedAt: Date.now(), problem: "unknown-symbol", detail: "" } as const;
    await desk.cache.writeFailure(demo.jobFor(SPY)?.key ?? "", failure);
    expect((await readSymbol(desk, shown)).isUnknown).toBe(true);
    await keep(SPY);
    expect((await readSymbol(desk, shown)).isUnknown).toBe(false);
  });

  test("without the store has the last copies this instance saw, and knows no quota", async () => {
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

describe("what can be chosen", () => {
  test("is what the API in use offers", async () => {
    const { offered } = await readSymbol(desk, { ...shown, expiry: "2026-12-18" });
    expect(offered).toEqual({
      expiries: ["combined", "nearest", "first_monthly"],
      spans: ["5d", "30d", "180d", "1y", "2y"],
      expirations: true,
    });
  });

  test("has, where dates are offered, the one of the address too; v1 has no expirations", async () => {
    const baseUrl = "http://127.0.0.1:9/api";
    const v1 = deskOver(createV1Upstream({ baseUrl, username: "I-X", clock: systemClock }));
    const { offered, parts } = await readSymbol(v1, { ...shown, expiry: "2026-12-18" });
    expect(offered.expiries).toContain("2026-12-18");
    expect(offered.expirations).toBe(false);
    expect(parts).toEqual([]);
  });
});

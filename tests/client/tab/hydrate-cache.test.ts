import type { State } from "swr";
import { describe, expect, test } from "vitest";
import { hydrateCache, type Opened } from "@/lib/client/tab/hydrate-cache";
import type { SymbolResource } from "@/lib/contract/market/resource";
import type { SymbolReading } from "@/lib/contract/page/symbol-view";
import type { Part } from "@/lib/contract/snapshot/composite";
import { readGamma } from "@/lib/insight/read-gamma";
import { RULES } from "../../insight/sample-rules";
import { NOW, snapshotFixture } from "../../support/visitors/snapshot-fixture";

const HOUR = 3_600_000;

/** Hydrates with each in turn. Returns what is cached in the end. */
function heldAfter(...pages: (Partial<Opened> & { serverNow: number })[]) {
  const cache = new Map<string, State>();
  for (const page of pages) hydrateCache(cache, { rows: [], ...page });
  return {
    snapshot: cache.get("snapshot SPY")?.data,
    reading: cache.get("reading SPY gamma")?.data,
  };
}

describe("a copy that a page brings", () => {
  const later = snapshotFixture("SPY", { ageSeconds: 100 });
  const page = (snapshot: typeof later, serverNow = NOW) => ({
    rows: [{ symbol: "SPY", snapshot }],
    serverNow,
  });

  test("is kept over none or an older one, not over a later one", () => {
    const earlier = snapshotFixture("SPY", { ageSeconds: 900 });
    expect(heldAfter(page(earlier)).snapshot.snapshot).toBe(earlier);
    expect(heldAfter(page(earlier), page(later)).snapshot.snapshot).toBe(later);
    expect(heldAfter(page(later), page(earlier)).snapshot.snapshot).toBe(later);
    // Kept by the browser since before the later one was fetched.
    expect(heldAfter(page(later), page(earlier, NOW - HOUR)).snapshot.snapshot).toBe(later);
  });

  test("updates the same copy where it was reported later", () => {
    const stale = snapshotFixture("SPY", { ageSeconds: 100, staleReason: "store-down" });
    const hydrated = heldAfter(page(stale), page(later, NOW + HOUR));
    expect(hydrated.snapshot.snapshot.staleReason).toBeNull();
    const kept = heldAfter(page(later), page(stale, NOW - HOUR));
    expect(kept.snapshot.snapshot.staleReason).toBeNull();
  });
});

describe("a reading that a page brings", () => {
  const part = (resource: SymbolResource, fetchedAt: string | null): Part => ({
    resource,
    fetchedAt,
    asOf: fetchedAt,
    freshUntil: null,
    nextExpectedAt: null,
    missedUpdates: [],
    source: "cache",
    staleReason: null,
    ticket: null,
    problem: null,
  });
  const readingOf = (...parts: Part[]): SymbolReading<"gamma"> => {
    const data = { gex: null, curve: null, expirations: null, history: null };
    return { resource: "gamma", symbol: "SPY", parts, reading: readGamma(data, RULES) };
  };
  const page = (reading: SymbolReading) => ({ readings: [reading], serverNow: NOW });
  const [noon, one] = ["2026-11-24T12:00:00.000Z", "2026-11-24T13:00:00.000Z"];

  test("stays away where what is held was read from a later part", () => {
    const held = readingOf(part("gex", one), part("curve", noon));
    for (const kept of [
      readingOf(part("gex", noon), part("curve", one)),
      readingOf(part("gex", null), part("curve", noon)),
      readingOf(part("curve", noon)),
    ]) {
      expect(heldAfter(page(held), page(kept)).reading).toBe(held);
    }
  });

  test("is held where none is, or none of a later part", () => {
    const held = readingOf(part("gex", noon), part("curve", null));
    const next = readingOf(part("gex", noon), part("curve", one));
    expect(heldAfter(page(held)).reading).toBe(held);
    expect(heldAfter(page(held), page(next)).reading).toBe(next);
  });
});

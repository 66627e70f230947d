import { describe, expect, it } from "vitest";
import { createLastKnown } from "@/lib/cache/last-known";
import { curveReadingOf, readingOf } from "./sample";

function clockAt(start: number) {
  let ms = start;
  return { monotonic: () => ms, pass: (by: number) => (ms += by) };
}

describe("the snapshots an instance remembers", () => {
  it("return with the store's present time, so that they age", () => {
    const clock = clockAt(5_000);
    const lastKnown = createLastKnown({ clock });
    const reading = readingOf("SPY", "2026-11-23T15:00:00.000Z");
    lastKnown.remember("v2:/tickers/SPY", reading);
    clock.pass(90_000);
    expect(lastKnown.recall("v2:/tickers/SPY")).toEqual({
      now: reading.now + 90_000,
      snapshot: reading.snapshot,
      failure: null,
    });
  });

  it("are none for a key never seen, or seen without a snapshot", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0) });
    lastKnown.remember("v2:/tickers/SPY", { now: 1, snapshot: null, failure: null });
    expect(lastKnown.recall("v2:/tickers/SPY")).toBeNull();
    expect(lastKnown.recall("toString")).toBeNull();
  });

  it("are bounded: the least recently seen is forgotten first", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0), kilobytes: 2 });
    const reading = readingOf("SPY", "2026-11-23T15:00:00.000Z");
    for (const key of ["a", "b", "a", "c"]) lastKnown.remember(key, reading);
    expect(["a", "b", "c"].map((key) => lastKnown.recall(key) !== null)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("count by size: a large curve replaces several headlines", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0), kilobytes: 10 });
    const headline = readingOf("SPY", "2026-11-23T15:00:00.000Z");
    for (const key of ["a", "b", "c"]) lastKnown.remember(key, headline);
    // 56 strikes: 8 KB.
    lastKnown.remember("curve", curveReadingOf("SPY", "2026-11-23T15:00:00.000Z", 56));
    const known = () => ["a", "b", "c", "curve"].filter((key) => lastKnown.recall(key) !== null);
    expect(known()).toEqual(["b", "c", "curve"]);
    lastKnown.remember("curve", curveReadingOf("SPY", "2026-11-23T15:01:00.000Z", 8));
    for (const key of ["a", "d", "e", "f"]) lastKnown.remember(key, headline);
    expect(known()).toEqual(["a", "b", "c", "curve"]);
    lastKnown.remember("huge", curveReadingOf("SPY", "2026-11-23T15:00:00.000Z", 800));
    expect(known()).toEqual([]);
    expect(lastKnown.recall("huge")).not.toBeNull();
  });

  it("never go back to an older copy on readings out of order", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0) });
    const newer = readingOf("SPY", "2026-11-23T15:01:00.000Z");
    lastKnown.remember("key", newer);
    lastKnown.remember("key", readingOf("SPY", "2026-11-23T15:00:00.000Z"));
    lastKnown.remember("key", { now: newer.now + 1, snapshot: null, failure: null });
    expect(lastKnown.recall("key")?.snapshot).toEqual(newer.snapshot);
  });
});

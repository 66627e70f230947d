import { describe, expect, it } from "vitest";
import { createLastKnown } from "@/lib/cache/last-known";
import { readingOf } from "./sample";

function clockAt(start: number) {
  let ms = start;
  return { monotonic: () => ms, pass: (by: number) => (ms += by) };
}

describe("the snapshots an instance remembers", () => {
  it("come back with the store's time as it must be by now, so that their age goes on", () => {
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

  it("are none for a key that was never seen, or seen without a snapshot", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0) });
    lastKnown.remember("v2:/tickers/SPY", { now: 1, snapshot: null, failure: null });
    expect(lastKnown.recall("v2:/tickers/SPY")).toBeNull();
    expect(lastKnown.recall("toString")).toBeNull();
  });

  it("are bounded: the least recently seen is forgotten first", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0), capacity: 2 });
    const reading = readingOf("SPY", "2026-11-23T15:00:00.000Z");
    for (const key of ["a", "b", "a", "c"]) lastKnown.remember(key, reading);
    expect(["a", "b", "c"].map((key) => lastKnown.recall(key) !== null)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("never go back to an older copy when readings arrive out of order", () => {
    const lastKnown = createLastKnown({ clock: clockAt(0) });
    const newer = readingOf("SPY", "2026-11-23T15:01:00.000Z");
    lastKnown.remember("key", newer);
    lastKnown.remember("key", readingOf("SPY", "2026-11-23T15:00:00.000Z"));
    lastKnown.remember("key", { now: newer.now + 1, snapshot: null, failure: null });
    expect(lastKnown.recall("key")?.snapshot).toEqual(newer.snapshot);
  });
});

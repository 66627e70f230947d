import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canAnythingNewerExist, freshUntil, refreshableAt } from "@/lib/cache/freshness";
import { createNyseCalendar } from "@/lib/cache/market-calendar";

const nyse = createNyseCalendar();
const MINUTE = 60_000;
const utc = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();
const fetchedAtAny = fc.integer({ min: utc("2025-01-10"), max: utc("2029-06-30") });
const ageAny = fc.oneof(
  fc.integer({ min: 0, max: 20 * MINUTE }),
  fc.integer({ min: -60 * MINUTE, max: 7 * 24 * 60 * MINUTE }),
);

describe("at any time of any year", () => {
  it("keeps a copy a minute or more, but not past the next 09:36", () => {
    fc.assert(
      fc.property(fetchedAtAny, ageAny, (fetchedAt, age) => {
        const end = freshUntil("gex", fetchedAt - age, fetchedAt, nyse);
        expect(end).toBeGreaterThanOrEqual(fetchedAt + MINUTE);
        const next = nyse.nextSession(fetchedAt);
        expect(end).toBeLessThanOrEqual(next.opensAt + 6 * MINUTE);
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps a copy dated after the settlement while closed", () => {
    fc.assert(
      fc.property(fetchedAtAny, fc.double({ min: 0, max: 1, noNaN: true }), (ms, part) => {
        const session = nyse.previousSession(ms);
        const settledAt = session.closesAt + 15 * MINUTE;
        const next = nyse.nextSession(session.opensAt);
        const fetchedAt = settledAt + Math.floor(part * (next.preOpenAt - 1 - settledAt));
        const end = freshUntil("gex", settledAt, fetchedAt, nyse);
        expect(end).toBe(Math.max(next.preOpenAt, fetchedAt + MINUTE));
      }),
      { numRuns: 500 },
    );
  });

  it("never ends a copy sooner for a later date of the same fetch", () => {
    fc.assert(
      fc.property(fetchedAtAny, ageAny, ageAny, (fetchedAt, age, other) => {
        const [older, newer] = [Math.max(age, other), Math.min(age, other)];
        expect(freshUntil("gex", fetchedAt - newer, fetchedAt, nyse)).toBeGreaterThanOrEqual(
          freshUntil("gex", fetchedAt - older, fetchedAt, nyse),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("asks a frozen feed at most 15 times, over a long weekend too", () => {
    fc.assert(
      fc.property(fetchedAtAny, (ms) => {
        const session = nyse.previousSession(ms);
        const next = nyse.nextSession(session.opensAt);
        let asked = 0;
        let now = session.closesAt + 15 * MINUTE;
        for (; now < next.opensAt; asked += 1) now = freshUntil("gex", session.opensAt, now, nyse);
        expect(asked).toBeLessThanOrEqual(15);
      }),
      { numRuns: 200 },
    );
  });

  it("allows a refresh exactly from the moment that it announced", () => {
    fc.assert(
      fc.property(fetchedAtAny, ageAny, (fetchedAt, age) => {
        const copy = {
          fetchedAt: iso(fetchedAt),
          freshUntil: iso(freshUntil("gex", fetchedAt - age, fetchedAt, nyse)),
          nextExpectedAt: null,
        };
        const moment = refreshableAt(copy, MINUTE, nyse, 0);
        expect(moment).toBeGreaterThanOrEqual(fetchedAt + MINUTE);
        expect(canAnythingNewerExist(copy, moment, nyse)).toBe(true);
        if (moment > fetchedAt + MINUTE) {
          expect(canAnythingNewerExist(copy, moment - 1, nyse)).toBe(false);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

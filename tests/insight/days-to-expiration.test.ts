import { describe, expect, test } from "vitest";
import { concentrationWords } from "@/components/gamma/concentration-words";
import { readGamma } from "@/lib/insight/read-gamma";
import { readPsychology } from "@/lib/insight/traps/read-psychology";
import { daysUntil } from "@/lib/new-york-time";
import { curveOf, expirationsOf, headline, partsWith } from "./sample-parts";
import { rulesAt } from "./sample-rules";

/**
 * Definition: calendar days from today in New York. The same for a trap and for the gamma page, so
 * that they do not differ on the days between two updates.
 */
const FRIDAY = "2026-04-17T19:46:00.000Z";
const parts = partsWith({
  gex: headline({ spot: 100, nearestExpiration: "2026-04-20" }, FRIDAY),
  curve: curveOf([[102, 9, 0]], {}, FRIDAY),
  expirations: expirationsOf(
    [[102, 60, 25, 15, 0]],
    {
      dates: { nearest: "2026-04-20", first_weekly: "2026-04-24", first_monthly: "2026-05-15" },
    },
    FRIDAY,
  ),
});

/** What a reading made at a time says in its places. */
function daysAt(time: string) {
  const rules = rulesAt(time);
  const trap = readPsychology(parts, rules).traps.find(({ id }) => id === "liberation");
  const { concentration } = readGamma(parts, rules);
  if (concentration.state === "unavailable") throw new Error("unavailable");
  return {
    trap: trap?.inputs.find(({ unit }) => unit === "days")?.value,
    soon: trap?.thresholds.find(({ unit }) => unit === "fraction")?.value,
    gamma: concentration.daysToNearest,
    words: /\((in [^)]+|today|date passed)\)/.exec(
      concentrationWords(concentration, rules.now),
    )?.[1],
  };
}

describe("days to an expiration, of data from Friday's close", () => {
  test.each([
    // Of the wall 60 % expires on Monday the 20th and 25 % on Friday the 24th.
    ["on that Friday", FRIDAY, { trap: 3, gamma: 3, words: "in 3 days", soon: 0.6 }],
    ["on Saturday", "2026-04-18T16:00:00Z", { trap: 2, gamma: 2, words: "in 2 days", soon: 0.6 }],
    ["on Sunday", "2026-04-19T16:00:00Z", { trap: 1, gamma: 1, words: "in 1 day", soon: 0.85 }],
    ["on its day", "2026-04-20T13:00:00Z", { trap: 0, gamma: 0, words: "today", soon: 0.85 }],
    // What has expired holds nothing: 25 of the 40 % that are left expire on the 24th.
    [
      "the day after",
      "2026-04-21T13:00:00Z",
      { trap: null, gamma: null, words: "date passed", soon: 0.625 },
    ],
  ])("%s", (_name, time, shown) => {
    expect(daysAt(time)).toEqual(shown);
  });

  test("says that the nearest expiration has passed", () => {
    const { traps } = readPsychology(parts, rulesAt("2026-04-21T13:00:00Z"));
    const note = "The nearest expiration in this data has passed.";
    expect(traps.find(({ id }) => id === "liberation")).toMatchObject({
      state: "unavailable",
      missing: ["days to the nearest expiration"],
      note,
    });
    expect(traps.find(({ id }) => id === "expiry-concentration")).toMatchObject({
      state: "unavailable",
      missing: ["Share of net GEX in the next expiration"],
      note,
    });
  });
});

describe("days until a date in New York", () => {
  test.each([
    // Daylight saving ends on Sunday 1 November 2026 and begins on Sunday 8 March.
    ["2026-11-02", "2026-10-31T03:59:59Z", 3],
    ["2026-11-02", "2026-10-31T04:00:00Z", 2],
    ["2026-11-02", "2026-11-01T03:59:59Z", 2],
    ["2026-11-02", "2026-11-01T04:00:00Z", 1],
    ["2026-11-02", "2026-11-02T04:59:59Z", 1],
    ["2026-11-02", "2026-11-02T05:00:00Z", 0],
    ["2026-11-02", "2026-11-03T05:00:00Z", -1],
    ["2026-03-09", "2026-03-07T05:00:00Z", 2],
    ["2026-03-09", "2026-03-08T04:59:59Z", 2],
    ["2026-03-09", "2026-03-08T05:00:00Z", 1],
    ["2026-03-09", "2026-03-09T03:59:59Z", 1],
    ["2026-03-09", "2026-03-09T04:00:00Z", 0],
  ])("%s, at %s: %s", (day, time, days) => {
    expect(daysUntil(day, Date.parse(time))).toBe(days);
  });
});

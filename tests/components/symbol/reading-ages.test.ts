import { describe, expect, test } from "vitest";
import { type Aged, dataAge } from "@/components/snapshot/data-age";
import { originIn, partTimes } from "@/components/symbol/parts/part-times";
import type { Part } from "@/lib/contract/snapshot/composite";

/** A summary of Friday 20 November 2026, 15:46 in New York, in the last look of its day. */
const FRIDAY = "2026-11-20T20:46:00.000Z";
const MONDAY_LOOK = "2026-11-23T14:30:00.000Z";
const monday = { expectedAt: MONDAY_LOOK, missedAt: "2026-11-23T15:20:00.000Z" };
const second = { expectedAt: "2026-11-23T20:20:00.000Z", missedAt: "2026-11-23T21:10:00.000Z" };

const summary: Part = {
  resource: "gex",
  asOf: FRIDAY,
  fetchedAt: FRIDAY,
  freshUntil: MONDAY_LOOK,
  nextExpectedAt: MONDAY_LOOK,
  missedUpdates: [],
  source: "cache",
  staleReason: null,
  ticket: null,
  problem: null,
};
const history: Part = { ...summary, resource: "history" };

/** What an input of a reading says, and what the badge of its dataset says. */
function agesOf(part: Part, time: string, market: Aged["market"]) {
  const { resource, asOf } = part;
  const times = partTimes(part);
  if (asOf === null || times === null) throw new Error("no copy");
  const origin = originIn([history, part].toReversed(), { resource, asOf });
  return {
    input: dataAge({ ...origin, asOf, market }, Date.parse(time)),
    badge: dataAge({ asOf, market, resource, updates: times }, Date.parse(time)),
  };
}

/** Rule: between two updates nothing newer can exist, so age alone is quiet (decision 11). */
describe("the age of an input of a reading", () => {
  test.each([
    ["on Sunday", "2026-11-22T18:00:00Z", "closed", "Friday's close", "quiet"],
    ["after Monday's open", "2026-11-23T14:45:00Z", "open", "Friday's close", "quiet"],
    ["within the hour", "2026-11-20T20:51:00Z", "open", "5 min ago", "quiet"],
  ] as const)("is its badge's %s", (_name, time, market, words, loudness) => {
    const { input, badge } = agesOf(summary, time, market);
    expect(input).toEqual(badge);
    expect(input).toMatchObject({ words, loudness });
  });

  test("says when the next update is expected", () => {
    expect(agesOf(summary, "2026-11-22T18:00:00Z", "closed").input.title).toBe(
      "As of Fri Nov 20, 15:46:00 ET · next about Mon 09:30 ET",
    );
  });

  test("is amber once an update was missed, a band after two", () => {
    const late = { ...summary, nextExpectedAt: second.expectedAt, missedUpdates: [monday] };
    const { input, badge } = agesOf(late, "2026-11-23T16:00:00Z", "open");
    expect(input).toEqual(badge);
    expect(input).toEqual({
      words: "2 days ago",
      title:
        "As of Fri Nov 20, 15:46:00 ET · the 09:30 ET update has not come · next about 15:20 ET",
      loudness: "amber",
    });
    const later = { ...late, nextExpectedAt: null, missedUpdates: [monday, second] };
    expect(agesOf(later, "2026-11-23T21:30:00Z", "after").input.loudness).toBe("band");
  });

  test("of a history is quiet for a day and a weekend", () => {
    expect(agesOf(history, "2026-11-23T16:00:00Z", "open").input.loudness).toBe("quiet");
    expect(agesOf(history, "2026-11-25T16:00:00Z", "open").input.loudness).toBe("amber");
  });

  test("stays quiet for a dataset that the reading does not have", () => {
    const updates = { nextExpectedAt: null, missedUpdates: [] };
    const origin = { resource: "curve", asOf: null } as const;
    expect(originIn([summary], origin)).toEqual({ ...origin, updates });
  });
});

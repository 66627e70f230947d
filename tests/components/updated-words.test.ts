import { describe, expect, test } from "vitest";
import { isLastOfDay, missedWords, nextUpdateWords } from "@/components/snapshot/next-words";
import { updatedWords } from "@/components/snapshot/updated-words";
import { dailyLoudness, loudnessOf } from "@/lib/client/tab/age";

const fridayClose = Date.parse("2026-11-20T21:16:00Z");
/** 15:46 in New York, in the last look of the day. */
const fridayLast = Date.parse("2026-11-20T20:46:00Z");
const sunday = Date.parse("2026-11-22T18:00:00Z");
const MINUTE = 60_000;
const open = { isResting: false, isLast: false };
const resting = { isResting: true, isLast: false };
const last = { isResting: true, isLast: true };

describe("when figures were made", () => {
  test("is their age in session, and a day's close out of it", () => {
    expect(updatedWords(fridayClose, sunday, open)).toBe("1 day ago");
    expect(updatedWords(fridayClose, sunday, resting)).toBe("Friday's close");
    expect(updatedWords(fridayClose, fridayClose + 2 * 60 * MINUTE, resting)).toBe("Today's close");
    expect(updatedWords(fridayClose, fridayClose + 2 * MINUTE, resting)).toBe("2 min ago");
  });

  test("is no close from before it, and has a date after a week", () => {
    expect(updatedWords(fridayLast, sunday, resting)).toBe("Fri 15:46 ET");
    const later = Date.parse("2026-12-05T18:00:00Z");
    expect(updatedWords(fridayClose, later, resting)).toBe("Close of Nov 20");
  });

  test("is the day's close for its last data, until the next update", () => {
    expect(updatedWords(fridayLast, sunday, last)).toBe("Friday's close");
    const monday = Date.parse("2026-11-23T14:35:00Z");
    expect(updatedWords(fridayLast, monday, { ...open, isLast: true })).toBe("Friday's close");
    const soon = fridayLast + 5 * MINUTE;
    expect(updatedWords(fridayLast, soon, { ...open, isLast: true })).toBe("5 min ago");
    expect(updatedWords(fridayLast, fridayLast + 90 * MINUTE, last)).toBe("Today's close");
  });

  test("is the last of a day when no update of that day is missing", () => {
    const asOf = new Date(fridayLast).toISOString();
    const copy = { asOf, nextExpectedAt: "2026-11-23T14:30:00.000Z", missedUpdates: [] };
    expect(isLastOfDay(copy)).toBe(true);
    expect(isLastOfDay({ ...copy, nextExpectedAt: null })).toBe(false);
    expect(isLastOfDay({ ...copy, nextExpectedAt: "2026-11-20T20:20:00.000Z" })).toBe(false);
    const missed = { expectedAt: "2026-11-20T20:20:00.000Z", missedAt: "2026-11-20T21:10:00.000Z" };
    expect(isLastOfDay({ ...copy, missedUpdates: [missed] })).toBe(false);
  });
});

describe("the next update", () => {
  test("has its time, with the weekday if it is not today", () => {
    const noon = Date.parse("2026-11-20T17:00:00Z");
    expect(nextUpdateWords("2026-11-20T20:20:00.000Z", noon)).toBe("about 15:20 ET");
    expect(nextUpdateWords("2026-11-23T14:30:00.000Z", noon)).toBe("about Mon 09:30 ET");
    expect(nextUpdateWords("2026-11-20T14:30:00.000Z", noon)).toBeNull();
    expect(nextUpdateWords(null, noon)).toBeNull();
  });
});

describe("a missed update", () => {
  const morning = { expectedAt: "2026-11-20T14:30:00.000Z", missedAt: "2026-11-20T15:20:00.000Z" };
  const second = { expectedAt: "2026-11-20T20:20:00.000Z", missedAt: "2026-11-20T21:10:00.000Z" };
  const at = (text: string) => Date.parse(`2026-11-20T${text}Z`);

  test("is amber from ten minutes after its look, two are a band", () => {
    const loud = (text: string) => loudnessOf([morning, second], at(text));
    expect([loud("15:19"), loud("15:20"), loud("21:09"), loud("21:10")]).toEqual([
      "quiet",
      "amber",
      "amber",
      "band",
    ]);
    expect(loudnessOf([], at("21:10"))).toBe("quiet");
  });

  test("is named by its time", () => {
    expect(missedWords([morning, second], at("15:19"))).toBeNull();
    expect(missedWords([morning, second], at("15:20"))).toBe("the 09:30 ET update has not come");
    expect(missedWords([second], sunday)).toBe("the Fri 15:20 ET update has not come");
  });

  test("of a daily history shows after the longest weekend only", () => {
    const loud = (hours: number) => dailyLoudness(0, hours * 60 * MINUTE, true);
    // Friday's close on Tuesday before the close, after a Monday without trading; and a day later.
    expect([19, 95.9, 96.1].map(loud)).toEqual(["quiet", "quiet", "amber"]);
    expect(dailyLoudness(0, 100 * 60 * MINUTE, false)).toBe("quiet");
  });
});

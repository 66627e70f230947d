import { describe, expect, test } from "vitest";
import { updatedWords } from "@/components/snapshot/updated-words";
import { loudnessOf } from "@/lib/client/age";

const fridayClose = Date.parse("2026-11-20T21:16:00Z");
const sunday = Date.parse("2026-11-22T18:00:00Z");
const MINUTE = 60_000;

describe("when figures were made", () => {
  test("is their age in session, and a day's close while the market rests", () => {
    expect(updatedWords(fridayClose, sunday, false)).toBe("1 day ago");
    expect(updatedWords(fridayClose, sunday, true)).toBe("Friday's close");
    expect(updatedWords(fridayClose, fridayClose + 2 * 60 * MINUTE, true)).toBe("Today's close");
    expect(updatedWords(fridayClose, fridayClose + 2 * MINUTE, true)).toBe("2 min ago");
  });

  test("is no close when they are from before it, and has a date after a week", () => {
    expect(updatedWords(Date.parse("2026-11-20T20:46:00Z"), sunday, true)).toBe("Fri 15:46 ET");
    const later = Date.parse("2026-12-05T18:00:00Z");
    expect(updatedWords(fridayClose, later, true)).toBe("Close of 20 Nov");
  });
});

describe("age gets louder", () => {
  test("over 10 min and over 30 min, in session only", () => {
    const loud = (minutes: number, inSession = true) => loudnessOf(0, minutes * MINUTE, inSession);
    expect([10, 10.1, 30, 30.1].map((age) => loud(age))).toEqual([
      "quiet",
      "amber",
      "amber",
      "band",
    ]);
    expect(loud(3_000, false)).toBe("quiet");
  });

  test("of a history, which comes once a day, over the longest weekend only", () => {
    const loud = (hours: number) => loudnessOf(0, hours * 60 * MINUTE, true, true);
    // Friday's close on Tuesday before the close, after a Monday without trading; and a day later.
    expect([19, 95.9, 96.1].map(loud)).toEqual(["quiet", "quiet", "amber"]);
  });
});

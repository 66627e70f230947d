import { describe, expect, it } from "vitest";
import type { EarlierCopy } from "@/lib/cache/copy-cadence";
import { dateByLooks } from "@/lib/cache/date-by-looks";
import { createLookSchedule } from "@/lib/cache/look-schedule";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { cadencePolicy } from "@/lib/policy";

const calendar = createNyseCalendar();
const looks = createLookSchedule(cadencePolicy.looks, calendar);
/** New York winter time of November 2026: Thursday 26 closed, Friday 27 closes at 13:00. */
const at = (text: string) => Date.parse(`2026-11-${text}-05:00`);
const MINUTE = 60_000;

type Before = { asOf: string; look?: string; unchanged?: number; minutes?: number[][] };
const earlierOf = ({ asOf, look, unchanged = 0, minutes = [] }: Before): EarlierCopy => ({
  asOf: at(asOf),
  cadence: { look: look === undefined ? 0 : at(look), unchanged, minutes },
});

function date(asOf: string, fetchedAt: string, before?: Before, mayProbe = false) {
  const earlier = before ? earlierOf(before) : null;
  const reply = { asOf: at(asOf), fetchedAt: at(fetchedAt), earlier };
  return dateByLooks(reply, { looks, calendar, mayProbe });
}
const until = (...reply: Parameters<typeof date>) => date(...reply).freshUntil;

describe("a copy of an upstream with two looks a day", () => {
  it("is fresh from its look to the middle of the next one", () => {
    expect(until("23T09:36", "23T09:40")).toBe(at("23T15:40"));
    expect(until("23T09:36", "23T15:19")).toBe(at("23T15:40"));
    expect(until("23T15:47", "23T15:50")).toBe(at("24T09:50"));
    expect(until("23T15:47", "24T08:00")).toBe(at("24T09:50"));
  });

  it("is the last word over a weekend, a holiday and a half day", () => {
    expect(until("20T15:47", "20T15:50")).toBe(at("23T09:50"));
    expect(until("25T15:47", "25T20:00")).toBe(at("27T09:50"));
    expect(until("27T09:40", "27T09:41")).toBe(at("27T12:40"));
    expect(until("27T12:47", "27T12:50")).toBe(at("30T09:50"));
  });

  it("published between looks, is fresh until the next one", () => {
    expect(until("23T12:00", "23T12:01")).toBe(at("23T15:40"));
    expect(until("23T16:20", "23T16:30")).toBe(at("24T09:50"));
  });

  it("is kept a minute at least", () => {
    expect(until("23T15:00", "23T15:39:30")).toBe(at("23T15:40:30"));
  });

  it("does not live longer by an upstream clock that is ahead", () => {
    expect(until("24T09:40", "23T12:00")).toBe(at("23T15:40"));
  });

  it("names the start of the next look, or of the one that runs", () => {
    const next = (...reply: Parameters<typeof date>) => date(...reply).nextExpectedAt;
    expect(next("23T09:36", "23T09:40")).toBe(at("23T15:20"));
    expect(next("20T15:47", "20T15:50")).toBe(at("23T09:30"));
    expect(next("20T15:47", "23T09:35")).toBe(at("23T09:30"));
    expect(next("20T15:47", "23T10:11")).toBe(at("23T15:20"));
  });
});

describe("a look whose update is not there yet", () => {
  const friday = { asOf: "20T15:47", look: "23T09:30" };

  it("is asked at the symbol's own minute, the median of ten", () => {
    const minutes = [[6, 7, 30, 5, 6], [27]];
    expect(until("23T09:36", "23T09:40", { asOf: "20T15:47", minutes })).toBe(at("23T15:47"));
    expect(until("23T15:46", "23T15:47", { asOf: "23T09:36", minutes })).toBe(at("24T09:36"));
    expect(until("20T15:47", "23T09:31", { ...friday, minutes })).toBe(at("23T09:36"));
  });

  it("backs off by 3, 6 and 12 min, then past its end", () => {
    const tries: [string, number][] = [
      ["09:50", 0],
      ["09:53", 1],
      ["09:59", 2],
    ];
    const ends = tries.map(([time, unchanged]) =>
      until("20T15:47", `23T${time}`, { ...friday, unchanged }),
    );
    expect(ends).toEqual([at("23T09:53"), at("23T09:59"), at("23T10:11")]);
    expect(until("20T15:47", "23T10:05", { ...friday, unchanged: 2 })).toBe(at("23T10:15"));
    expect(until("20T15:47", "23T10:08", { ...friday, unchanged: 3 })).toBe(at("23T10:15"));
    expect(until("20T15:47", "23T10:11", { ...friday, unchanged: 3 })).toBe(at("23T10:15"));
  });

  it("costs five calls when someone asks every minute", () => {
    let copy: EarlierCopy = earlierOf({ asOf: "20T15:47", minutes: [[6]] });
    const asked: number[] = [];
    for (let now = at("23T09:36"); now < at("23T10:20"); ) {
      asked.push(now);
      const reply = { asOf: copy.asOf, fetchedAt: now, earlier: copy };
      const dates = dateByLooks(reply, { looks, calendar, mayProbe: false });
      copy = { asOf: copy.asOf, cadence: dates.cadence };
      now = dates.freshUntil;
    }
    const minutes = asked.map((ms) => (ms - at("23T09:30")) / MINUTE);
    expect(minutes).toEqual([6, 9, 15, 27, 45]);
  });

  it("counts again in the next look", () => {
    const before = { asOf: "20T15:47", look: "23T09:30", unchanged: 9 };
    expect(until("20T15:47", "23T15:40", before)).toBe(at("23T15:43"));
  });

  it("over, is asked every 30 min until the next look", () => {
    expect(until("20T15:47", "23T10:15", friday)).toBe(at("23T10:45"));
    expect(until("20T15:47", "23T14:45", friday)).toBe(at("23T15:15"));
    expect(until("20T15:47", "23T15:10", friday)).toBe(at("23T15:40"));
  });

  it("over after the close, is given up two hours later", () => {
    expect(until("23T09:36", "23T16:05")).toBe(at("23T16:35"));
    expect(until("23T09:36", "23T17:30")).toBe(at("23T18:00"));
    expect(until("23T09:36", "23T17:35")).toBe(at("24T09:36"));
    expect(until("27T09:40", "27T14:35")).toBe(at("30T09:40"));
  });

  it("notes the first minute of a look, of the last ten", () => {
    const minutes = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];
    const before = { asOf: "20T15:47", minutes };
    const noted = date("23T09:36:20", "23T09:40", before).cadence.minutes;
    expect(noted).toEqual([[2, 3, 4, 5, 6, 7, 8, 9, 10, 7]]);
    const again = date("23T09:39", "23T09:40", { asOf: "23T09:36", minutes }).cadence.minutes;
    expect(again).toEqual(minutes);
    const second = date("23T15:46", "23T15:47", { asOf: "23T09:36", minutes }).cadence.minutes;
    expect(second).toEqual([...minutes, [26]]);
    expect(date("23T12:00", "23T12:01", before).cadence.minutes).toEqual(minutes);
  });
});

describe("a missed update", () => {
  const missed = (...reply: Parameters<typeof date>) =>
    date(...reply).missed.map(({ expectedAt, missedAt }) => [expectedAt, missedAt]);
  const monday = [at("23T09:30"), at("23T10:20")];
  const afternoon = [at("23T15:20"), at("23T16:10")];

  it("is none while its look runs, or while the copy has it", () => {
    expect(missed("20T15:47", "23T10:09")).toEqual([]);
    expect(missed("23T09:36", "23T15:00")).toEqual([]);
    expect(missed("20T15:47", "22T12:00")).toEqual([]);
  });

  it("is counted once someone asked after its look", () => {
    expect(missed("20T15:47", "23T10:15")).toEqual([monday]);
    expect(missed("23T09:36", "23T16:05")).toEqual([afternoon]);
  });

  it("is two when two looks in a row brought nothing", () => {
    expect(missed("20T15:47", "23T16:05")).toEqual([monday, afternoon]);
    expect(missed("18T15:47", "23T16:05")).toEqual([monday, afternoon]);
    expect(missed("20T15:47", "23T15:40")).toEqual([monday]);
  });
});

describe("Refresh after an unchanged reply", () => {
  const held = (...reply: Parameters<typeof date>) => date(...reply).heldUntil;

  it("is open after a new one", () => {
    expect(held("23T09:36", "23T09:40")).toBe(0);
    expect(held("23T09:36", "23T09:40", { asOf: "20T15:47" })).toBe(0);
  });

  it("is closed for 30 min between looks, then until the look", () => {
    const before = { asOf: "23T09:36", look: "23T09:30" };
    expect(held("23T09:36", "23T12:00", before)).toBe(at("23T12:30"));
    expect(held("23T09:36", "23T15:00", before)).toBe(at("23T15:20"));
    expect(held("23T09:36", "23T12:30", { ...before, unchanged: 1 })).toBe(at("23T15:20"));
  });

  it("is closed in a look as long as the next call waits", () => {
    const before = { asOf: "20T15:47", look: "23T09:30" };
    expect(held("20T15:47", "23T09:31", before)).toBe(at("23T09:34"));
    expect(held("20T15:47", "23T09:50", before)).toBe(at("23T09:53"));
    expect(held("20T15:47", "23T10:20", before)).toBe(at("23T10:50"));
  });
});

describe("the one call between looks, to learn", () => {
  const probe = (...reply: [string, string, Before?]) => {
    const { isProbe, freshUntil } = date(reply[0], reply[1], reply[2], true);
    return isProbe ? freshUntil : null;
  };

  it("comes 30 min after a new copy's own time", () => {
    expect(probe("23T09:36", "23T09:40")).toBe(at("23T10:06"));
    expect(probe("23T12:00", "23T12:03", { asOf: "23T09:36" })).toBe(at("23T12:30"));
  });

  it("is not made for an unchanged, old or last copy", () => {
    expect(probe("23T09:36", "23T09:40", { asOf: "23T09:36" })).toBeNull();
    expect(probe("23T09:36", "23T10:10")).toBeNull();
    expect(probe("20T15:47", "23T09:50")).toBeNull();
    expect(probe("23T15:40", "23T15:41")).toBeNull();
    expect(probe("23T15:00", "23T15:01")).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import {
  decodeLearned,
  isContinuous,
  type Learned,
  NOTHING_LEARNED,
  signOf,
} from "@/lib/cache/learned-cadence";
import { createLookSchedule } from "@/lib/cache/look-schedule";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { cadencePolicy } from "@/lib/policy";

const calendar = createNyseCalendar();
const looks = createLookSchedule(cadencePolicy.looks, calendar);
/** New York winter time of November 2026. Sessions: 16 to 20, 23 to 25, 27, 30. */
const at = (text: string) => Date.parse(`2026-11-${text}-05:00`);
const days = (...dates: number[]) => dates.map((date) => `2026-11-${date}`);
const learned = (often: number[], seldom: number[] = []): Learned => ({
  often: days(...often),
  seldom: days(...seldom),
  probed: null,
});
const continuous = (known: Learned, now: string) => isContinuous(known, at(now), calendar);

describe("an endpoint is continuous", () => {
  it("when data came often on two of five sessions", () => {
    expect(continuous(NOTHING_LEARNED, "23T12:00")).toBe(false);
    expect(continuous(learned([23]), "23T12:00")).toBe(false);
    expect(continuous(learned([20, 23]), "23T12:00")).toBe(true);
    expect(continuous(learned([17, 23]), "23T12:00")).toBe(true);
    expect(continuous(learned([16, 23]), "23T12:00")).toBe(false);
  });

  it("until five sessions brought no such day", () => {
    expect(continuous(learned([19, 20]), "27T12:00")).toBe(true);
    expect(continuous(learned([19, 20]), "30T09:29")).toBe(true);
    expect(continuous(learned([19, 20]), "30T09:30")).toBe(false);
  });

  it("until two sessions showed that data comes seldom", () => {
    expect(continuous(learned([18, 19], [20]), "23T12:00")).toBe(true);
    expect(continuous(learned([18, 19], [20, 23]), "23T12:00")).toBe(false);
    expect(continuous(learned([18, 19], [17, 18, 19]), "20T12:00")).toBe(true);
  });

  it("again only after two new days, not one", () => {
    expect(continuous(learned([18, 19, 24], [20, 23]), "24T12:00")).toBe(false);
    expect(continuous(learned([18, 19, 24, 25], [20, 23]), "25T12:00")).toBe(true);
  });
});

describe("a reply shows", () => {
  const sign = (asOf: string, fetchedAt: string, before?: string, known = false) => {
    const cadence = { look: 0, unchanged: 0, minutes: [] };
    const earlier = before === undefined ? null : { asOf: at(before), cadence };
    const reply = { asOf: at(asOf), fetchedAt: at(fetchedAt), earlier };
    return signOf(reply, { continuous: known, looks, calendar })?.kind ?? null;
  };

  it("data that comes often: two times under an hour apart", () => {
    expect(sign("23T10:20", "23T10:21", "23T09:36")).toBe("often");
    expect(sign("23T12:05", "23T12:06", "23T12:00")).toBe("often");
    expect(sign("23T10:36", "23T10:37", "23T09:36")).toBeNull();
    expect(sign("23T09:36", "23T09:37", "20T15:47")).toBeNull();
    expect(sign("23T12:00", "23T12:01")).toBeNull();
  });

  it("where that is known, any time between looks", () => {
    expect(sign("23T12:00", "23T12:01", "23T10:00", true)).toBe("often");
    expect(sign("23T15:40", "23T15:41", "23T10:00", true)).toBeNull();
  });

  it("data that comes seldom: half an hour old in session", () => {
    expect(sign("23T09:36", "23T10:06", "23T09:36")).toBe("seldom");
    expect(sign("23T09:36", "23T13:00")).toBe("seldom");
    expect(sign("20T15:47", "23T09:59", "20T15:47")).toBeNull();
    expect(sign("20T15:47", "23T10:00", "20T15:47")).toBe("seldom");
    expect(sign("23T09:36", "23T10:05", "23T09:36")).toBeNull();
  });

  it("nothing while the market is closed", () => {
    expect(sign("23T15:47", "23T16:30", "23T15:40")).toBeNull();
    expect(sign("20T15:47", "22T12:00", "20T15:47")).toBeNull();
  });
});

it("reads anything unreadable as nothing learned", () => {
  for (const text of [null, "", "{", "7", '"x"']) {
    expect(decodeLearned(text)).toEqual(NOTHING_LEARNED);
  }
  expect(decodeLearned('{"often":{},"seldom":["2026-11-23"],"probed":7}')).toEqual({
    often: [],
    seldom: ["2026-11-23"],
    probed: null,
  });
});

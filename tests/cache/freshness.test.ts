import { describe, expect, it } from "vitest";
import { canAnythingNewerExist, freshUntil, refreshableAt } from "@/lib/cache/freshness";
import { createAlwaysOpenCalendar, createNyseCalendar } from "@/lib/cache/market-calendar";

const nyse = createNyseCalendar();
const MINUTE = 60_000;
const utc = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

/** New York winter time (UTC-5) of November 2026: Monday 23 to Friday 27, Thursday closed. */
const at = (text: string) => utc(`2026-11-${text}-05:00`);
const until = (asOf: string, fetchedAt: string) => freshUntil("gex", at(asOf), at(fetchedAt), nyse);
const historyUntil = (asOf: string, fetchedAt: string) =>
  iso(freshUntil("history", at(asOf), at(fetchedAt), nyse));
const copyOf = (asOf: string, fetchedAt: string) => ({
  fetchedAt: iso(at(fetchedAt)),
  freshUntil: iso(until(asOf, fetchedAt)),
  nextExpectedAt: null,
});

describe("how long a copy is fresh", () => {
  it("ends in session five minutes after the upstream's own time", () => {
    expect(until("23T10:00", "23T10:01")).toBe(at("23T10:05"));
    expect(until("23T10:00", "23T10:04:30")).toBe(at("23T10:05:30"));
  });

  it("a feed frozen in session is asked once a minute at most", () => {
    expect(until("23T09:31", "23T13:00")).toBe(at("23T13:01"));
    expect(until("20T15:59", "23T13:00")).toBe(at("23T13:01"));
  });

  it("holds the first copy past the close and 15 min until 08:00", () => {
    expect(until("23T16:15", "23T16:16")).toBe(at("24T08:00"));
    expect(until("23T16:20", "23T22:00")).toBe(at("24T08:00"));
  });

  it("holds likewise after an early close, until 08:00 on Monday", () => {
    expect(until("27T13:15", "27T13:16")).toBe(at("30T08:00"));
    expect(until("27T13:05", "27T13:06")).toBe(at("27T13:10"));
  });

  it("holds a settled copy over a weekend or holiday", () => {
    expect(until("20T16:30", "20T17:00")).toBe(at("23T08:00"));
    expect(until("20T16:30", "22T12:00")).toBe(at("23T08:00"));
    expect(until("25T16:30", "25T17:00")).toBe(at("27T08:00"));
  });

  it("ends a copy from before the settlement once that is due", () => {
    expect(until("23T15:58", "23T15:59")).toBe(at("23T16:03"));
    expect(until("23T16:10", "23T16:11")).toBe(at("23T16:15"));
    expect(until("23T16:13", "23T16:14:30")).toBe(at("23T16:18"));
  });

  it("asks about a frozen feed a dozen times over a weekend", () => {
    let asked = 0;
    for (let now = at("20T16:16"); now < at("23T08:00"); asked += 1) {
      now = freshUntil("gex", at("20T15:47"), now, nyse);
    }
    expect(asked).toBe(12);
  });

  it("holds a copy fetched after 08:00 until the session's figures", () => {
    expect(until("23T16:20", "24T08:01")).toBe(at("24T09:35"));
    expect(until("24T06:45", "24T08:30")).toBe(at("24T09:35"));
    expect(until("24T08:10", "24T09:29:30")).toBe(at("24T09:35"));
    expect(until("23T16:20", "24T09:32")).toBe(at("24T09:35"));
    expect(until("24T09:31", "24T09:32")).toBe(at("24T09:36"));
  });

  it("does not grow by an upstream clock that is ahead", () => {
    expect(until("23T20:00", "23T10:00")).toBe(at("23T10:05"));
  });

  it("keeps 08:00 New York through the change of the clocks", () => {
    const friday = utc("2026-10-30T21:00Z");
    expect(freshUntil("gex", friday, friday, nyse)).toBe(utc("2026-11-02T13:00Z"));
    const march = utc("2026-03-06T22:00Z");
    expect(freshUntil("gex", march, march, nyse)).toBe(utc("2026-03-09T12:00Z"));
  });

  it("is five minutes on any day in an always-open market", () => {
    const sunday = utc("2026-11-22T03:00Z");
    expect(freshUntil("gex", sunday, sunday, createAlwaysOpenCalendar())).toBe(sunday + 5 * MINUTE);
  });
});

describe("how long a history is fresh", () => {
  it("lasts until the day has settled, 15 min after the close", () => {
    expect(historyUntil("20T16:30", "23T09:45")).toBe(iso(at("23T16:15")));
    expect(historyUntil("23T12:00", "23T12:00")).toBe(iso(at("23T16:15")));
    expect(historyUntil("27T10:00", "27T10:00")).toBe(iso(at("27T13:15")));
  });

  it("lasts with the settled day until the next one has settled", () => {
    expect(historyUntil("23T16:20", "23T16:20")).toBe(iso(at("24T16:15")));
    // The upstream's last look of a day may be from before the close.
    expect(historyUntil("23T15:47", "24T08:30")).toBe(iso(at("24T16:15")));
    expect(historyUntil("20T15:47", "22T12:00")).toBe(iso(at("23T16:15")));
    expect(historyUntil("25T15:47", "26T12:00")).toBe(iso(at("27T13:15")));
  });

  it("reads a date without a time as that day", () => {
    const fetchedAt = at("23T17:00");
    const until = freshUntil("history", utc("2026-11-23"), fetchedAt, nyse);
    expect(iso(until)).toBe(iso(at("24T16:15")));
  });

  it("lasts, without the day just settled, as long as that is late", () => {
    expect(historyUntil("20T15:47", "23T16:16")).toBe(iso(at("23T16:17")));
    expect(historyUntil("20T15:47", "23T18:15")).toBe(iso(at("23T20:15")));
    expect(historyUntil("20T15:47", "24T15:00")).toBe(iso(at("24T16:15")));
  });

  it("in a market that is always open: a day", () => {
    const now = utc("2026-11-22T03:00Z");
    const until = freshUntil("history", now, now, createAlwaysOpenCalendar());
    expect(until).toBe(now + 24 * 60 * MINUTE);
  });
});

describe("a forced refresh", () => {
  it("may ask in session a cooldown after the fetch, though fresh", () => {
    const copy = copyOf("23T10:00", "23T10:01");
    expect(canAnythingNewerExist(copy, at("23T10:02"), nyse)).toBe(true);
    expect(refreshableAt(copy, MINUTE, nyse, 0)).toBe(at("23T10:02"));
    expect(refreshableAt(copy, 10 * MINUTE, nyse, 0)).toBe(at("23T10:11"));
  });

  it("on a weekend asks nothing about a settled copy", () => {
    const copy = copyOf("20T16:16", "20T16:17");
    expect(canAnythingNewerExist(copy, at("22T12:00"), nyse)).toBe(false);
    expect(refreshableAt(copy, MINUTE, nyse, 0)).toBe(at("23T08:00"));
    expect(canAnythingNewerExist(copy, at("23T08:00"), nyse)).toBe(true);
  });

  it("on a weekend may ask about a copy from before the settlement", () => {
    const copy = copyOf("20T16:14", "20T16:14:50");
    expect(canAnythingNewerExist(copy, at("21T12:00"), nyse)).toBe(true);
    expect(refreshableAt(copy, MINUTE, nyse, 0)).toBe(at("20T16:15:50"));
  });

  it("on a frozen feed waits with the copy, and not past it", () => {
    const copy = copyOf("20T15:47", "20T18:15");
    expect(copy.freshUntil).toBe(iso(at("20T20:15")));
    expect(canAnythingNewerExist(copy, at("20T20:14"), nyse)).toBe(false);
    expect(refreshableAt(copy, MINUTE, nyse, 0)).toBe(at("20T20:15"));
  });

  it("before the open waits for the open", () => {
    const copy = copyOf("23T16:20", "24T08:10");
    expect(canAnythingNewerExist(copy, at("24T09:00"), nyse)).toBe(false);
    expect(refreshableAt(copy, MINUTE, nyse, 0)).toBe(at("24T09:30"));
  });
});

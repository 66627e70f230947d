import { describe, expect, it } from "vitest";
import { createLookSchedule, lookTimesOf } from "@/lib/cache/look-schedule";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { parseLookTimes } from "@/lib/environment/look-times";
import { cadencePolicy } from "@/lib/policy";

const nyse = createNyseCalendar();
/** New York winter time of November 2026: Thursday 26 closed, Friday 27 closes at 13:00. */
const at = (text: string) => Date.parse(`2026-11-${text}-05:00`);
const looks = createLookSchedule(cadencePolicy.looks, nyse);
const byHand = (text: string) => createLookSchedule(parseLookTimes(text) ?? [], nyse);
const starts = (ms: number) => [looks.before(ms).startsAt, looks.after(ms).startsAt];

describe("looks", () => {
  it("are 09:30 to 10:10 and 15:20 to 16:00", () => {
    const first = { index: 0, startsAt: at("23T09:30"), endsAt: at("23T10:10") };
    expect(looks.before(at("23T12:00"))).toEqual(first);
    const second = { index: 1, startsAt: at("23T15:20"), endsAt: at("23T16:00") };
    expect(looks.after(at("23T12:00"))).toEqual(second);
  });

  it("begin at their first millisecond", () => {
    expect(starts(at("23T15:20") - 1)).toEqual([at("23T09:30"), at("23T15:20")]);
    expect(starts(at("23T15:20"))).toEqual([at("23T15:20"), at("24T09:30")]);
  });

  it("leave out nights, weekends and holidays", () => {
    expect(starts(at("24T03:00"))).toEqual([at("23T15:20"), at("24T09:30")]);
    expect(starts(at("22T12:00"))).toEqual([at("20T15:20"), at("23T09:30")]);
    expect(starts(at("26T12:00"))).toEqual([at("25T15:20"), at("27T09:30")]);
  });

  it("end at 13:00 where the market closes then", () => {
    const last = { index: 1, startsAt: at("27T12:20"), endsAt: at("27T13:00") };
    expect(looks.after(at("27T10:30"))).toEqual(last);
    expect(starts(at("27T12:20"))).toEqual([at("27T12:20"), at("30T09:30")]);
  });

  it("keep New York's hours when clocks change", () => {
    expect(looks.after(Date.parse("2026-10-31T12:00Z")).startsAt).toBe(
      Date.parse("2026-11-02T14:30Z"),
    );
    expect(looks.after(Date.parse("2026-07-01T12:00Z")).startsAt).toBe(
      Date.parse("2026-07-01T13:30Z"),
    );
  });

  it("set by hand, do not overlap the moved one of an early close", () => {
    const four = byHand("09:30-09:40,11:00-11:10,12:30-12:40,15:20-16:00");
    expect(four.after(at("27T11:00")).startsAt).toBe(at("27T12:20"));
    expect(four.after(at("24T11:00")).startsAt).toBe(at("24T12:30"));
  });

  it("set by hand in the morning only, stay where they are", () => {
    const morning = byHand("09:30-10:10");
    expect(morning.after(at("27T09:00")).startsAt).toBe(at("27T09:30"));
    expect(morning.after(at("27T09:30")).startsAt).toBe(at("30T09:30"));
  });
});

describe("the closing update of a day", () => {
  it("comes with the last look, which an early close moves", () => {
    expect(looks.closingFrom("2026-11-24")).toBe(at("24T15:20"));
    expect(looks.closingFrom("2026-11-27")).toBe(at("27T12:20"));
    const late = byHand("09:30-10:10,15:40-16:00");
    expect(late.closingFrom("2026-11-24")).toBe(at("24T15:40"));
    expect(late.closingFrom("2026-11-27")).toBe(at("27T12:40"));
  });

  it("comes after the close where the only look is the opening one", () => {
    expect(byHand("09:30-10:10").closingFrom("2026-11-27")).toBe(at("27T13:00"));
  });

  it("does not come on a day without a session", () => {
    expect(looks.closingFrom("2026-11-26")).toBeNull();
    expect(looks.closingFrom("2026-11-28")).toBeNull();
  });

  it("is at the usual time where data comes all the time", () => {
    const times = lookTimesOf("continuous");
    expect(createLookSchedule(times, nyse).closingFrom("2026-11-24")).toBe(at("24T15:20"));
  });
});

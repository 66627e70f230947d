import { describe, expect, test } from "vitest";
import { createCopyDater } from "@/lib/cache/date-copy";
import { NOTHING_LEARNED } from "@/lib/cache/learned-cadence";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import { cadencePolicy } from "@/lib/policy";

const dater = createCopyDater(createNyseCalendar(), cadencePolicy.looks);
type Reply = Parameters<typeof dater.date>[1];
const dateList = (reply: Reply) => dater.date({ resource: "setups" }, reply, NOTHING_LEARNED).dates;
const dateSymbol = (reply: Reply) => dater.date({ resource: "gex" }, reply, NOTHING_LEARNED).dates;
/** New York winter time. The looks are 09:30 to 10:10 and 15:20 to 16:00. */
const at = (text: string) => Date.parse(`2026-11-${text}-05:00`);
const replyOf = (asOf: string, fetchedAt: string, before?: string) => {
  const cadence = { look: 0, unchanged: 0, minutes: [] };
  const earlier = before === undefined ? null : { asOf: at(before), cadence };
  return { asOf: at(asOf), fetchedAt: at(fetchedAt), earlier };
};

describe("a list of setups", () => {
  test("may be newer every few minutes while a look runs", () => {
    const dates = dateList(replyOf("23T09:40", "23T09:41"));
    expect(dates.freshUntil).toBe(at("23T09:46"));
    expect(dates.nextExpectedAt).toBeNull();
    expect(dates.heldUntil).toBe(0);
  });

  test("is not requested again for those minutes when it was unchanged", () => {
    const dates = dateList(replyOf("23T09:40", "23T09:48", "23T09:40"));
    expect(dates.heldUntil).toBe(at("23T09:53"));
  });

  test("of the last minutes of a look is fresh until shortly after it", () => {
    expect(dateList(replyOf("23T10:09", "23T10:09:30")).freshUntil).toBe(at("23T10:14:30"));
  });

  test.each([
    ["between looks", "23T10:08", "23T11:00"],
    ["after the close", "23T15:58", "23T17:00"],
    ["of an earlier look, while the next one runs", "20T15:58", "23T09:35"],
  ])("%s is dated as a symbol is", (_, asOf, fetchedAt) => {
    const reply = replyOf(asOf, fetchedAt);
    expect(dateList(reply)).toEqual(dateSymbol(reply));
  });
});

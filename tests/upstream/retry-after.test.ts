import { expect, test } from "vitest";
import { parseRetryAfter } from "@/lib/upstream/call/retry-after";

const DATE = "Mon, 23 Nov 2026 14:00:00 GMT";

test.each([
  ["seconds", "17", DATE, 17],
  ["seconds with spaces", " 17 ", DATE, 17],
  ["a fraction, upwards", "1.2", DATE, 2],
  ["seconds without a Date", "17", null, 17],
  ["the vendor's quarter of an hour", "900", DATE, 900],
  ["more than is believed", "86400", DATE, 3_600],
  ["more than a number holds", "9".repeat(400), DATE, 3_600],
  ["a date", "Mon, 23 Nov 2026 14:01:30 GMT", DATE, 90],
  ["a date far ahead", "Tue, 24 Nov 2026 14:00:00 GMT", DATE, 3_600],
  ["a date of years ago", "Wed, 21 Oct 2015 07:28:00 GMT", DATE, null],
  ["a date gone by", "Mon, 23 Nov 2026 13:59:00 GMT", DATE, null],
  ["a date without a Date to hold it against", "Mon, 23 Nov 2026 14:01:30 GMT", null, null],
  ["no wait", "0", DATE, null],
  ["below zero", "-5", DATE, null],
  ["words", "soon", DATE, null],
  ["blank", "", DATE, null],
  ["absent", null, DATE, null],
])("reads Retry-After as %s", (_name, retryAfter, date, expected) => {
  expect(parseRetryAfter(retryAfter, date)).toBe(expected);
});

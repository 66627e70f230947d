import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optionalFigure, requiredFigure } from "@/lib/upstream/figures/figures";
import { parseVendorTime } from "@/lib/upstream/figures/vendor-time";

describe("numbers as text", () => {
  test("keep every finite number", () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, (figure) => {
        expect(requiredFigure.parse(String(figure))).toBe(Number(String(figure)));
        expect(requiredFigure.parse(figure)).toBe(figure);
      }),
    );
  });

  test("never turn text into another number", () => {
    const nearlyNumbers = fc.stringMatching(/^[-+.eE0-9 ,xn]{0,12}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearlyNumbers), (text) => {
        const read = optionalFigure.safeParse(text);
        if (!read.success) return;
        if (text === "") expect(read.data).toBeNull();
        else expect(read.data).toBe(Number.parseFloat(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("refuse text that is not a number", () => {
    for (const raw of [
      "NaN",
      "Infinity",
      "-Infinity",
      "1e999",
      "1 2",
      "0x1f",
      "1,5",
      true,
      {},
      [],
    ]) {
      expect(optionalFigure.safeParse(raw).success).toBe(false);
    }
    expect(requiredFigure.safeParse("").success).toBe(false);
    expect(requiredFigure.safeParse(undefined).success).toBe(false);
  });
});

describe("v1's own time", () => {
  const moment = fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2099-12-31T23:59:59Z"),
    noInvalidDate: true,
  });

  test("reads both forms of any moment in UTC", () => {
    fc.assert(
      fc.property(moment, fc.nat(999), (date, micros) => {
        const iso = date.toISOString();
        const seconds = iso.slice(0, 19);
        expect(parseVendorTime(seconds.replace("T", "_"))).toBe(`${seconds}.000Z`);
        const fraction = `${iso.slice(19, 23)}${String(micros).padStart(3, "0")}`;
        expect(parseVendorTime(seconds.replace("T", " ") + fraction)).toBe(iso);
      }),
    );
  });

  test("reads the two recorded forms", () => {
    expect(parseVendorTime("2022-01-20_20:47:25")).toBe("2022-01-20T20:47:25.000Z");
    expect(parseVendorTime("2022-01-10 14:36:25.864668")).toBe("2022-01-10T14:36:25.864Z");
  });

  test("refuses a moment that does not exist", () => {
    for (const text of [
      "2023-02-29 10:00:00",
      "2022-04-31_10:00:00",
      "2022-13-01 10:00:00",
      "2022-01-10 24:00:00",
      "2022-01-10 10:60:00",
      "2022-01-10",
      "2022-01-10 10:00",
      "",
      "0",
    ]) {
      expect(parseVendorTime(text), text).toBeNull();
    }
  });

  test("returns null or a moment for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-0-9 _:.]{19}$/)), (text) => {
        const read = parseVendorTime(text);
        if (read !== null) expect(new Date(read).toISOString()).toBe(read);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { listGapWords } from "@/components/scanner/scan/list-fill-words";
import { withList } from "@/lib/client/scans/scan-symbols";
import { SCAN_SYMBOLS_MAX } from "@/lib/contract/scan/scan-limit";
import { upstreamPolicy } from "@/lib/policy";

const some = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`);

describe("a list's symbols", () => {
  test("fill an empty field in the list's order", () => {
    expect(withList("", ["NVDA", "BRK.B"])).toEqual({ text: "NVDA BRK.B", left: 0 });
  });

  test("are added after what was typed, each symbol once", () => {
    expect(withList("spy, brk-b", ["NVDA", "BRK.B", "SPY"])).toEqual({
      text: "spy, brk-b NVDA",
      left: 0,
    });
  });

  test("stop at the limit of a scan, and the rest is counted", () => {
    const typed = some("T", SCAN_SYMBOLS_MAX - 2);
    const { text, left } = withList(typed.join(" "), some("L", 5));
    expect(text).toBe([...typed, "L0", "L1"].join(" "));
    expect(left).toBe(3);
    expect(withList(text, ["NVDA"])).toEqual({ text, left: 1 });
  });

  test("of a whole list are at most those of one scan", () => {
    expect(upstreamPolicy.setupsMost).toBe(SCAN_SYMBOLS_MAX);
  });
});

describe("what of a list was not added", () => {
  test.each([
    [0, 0, 0, null],
    [1, 0, 0, "1 row had no readable symbol."],
    [0, 0, 12, "12 symbols of the list not added: the limit of a scan is 200."],
    [
      2,
      3,
      1,
      "2 rows had no readable symbol. 4 symbols of the list not added: the limit of a scan is 200.",
    ],
  ])(
    "of %i unreadable, %i beyond and %i left is said as %s",
    (unreadableRows, beyond, left, words) => {
      expect(listGapWords({ unreadableRows, setupsLeftOut: beyond }, left)).toBe(words);
    },
  );
});

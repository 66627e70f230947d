import { describe, expect, test } from "vitest";
import { toCsv } from "@/components/ui/table/to-csv";

describe("a CSV", () => {
  test("ends lines as RFC 4180 says, and leaves missing values empty", () => {
    expect(
      toCsv([
        ["strike", "net"],
        [680, null],
      ]),
    ).toBe("strike,net\r\n680,\r\n");
  });

  test("quotes what would break a line or a column", () => {
    expect(toCsv([['a "b", c', "d\ne"]])).toBe('"a ""b"", c","d\ne"\r\n');
  });

  test.each(["=1+1", "+A1", "-A1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")'])(
    "disarms the formula %j",
    (text) => {
      const csv = toCsv([[text]]);
      expect(csv.replace(/^"/, "").startsWith("'")).toBe(true);
    },
  );

  test("writes numbers as numbers, a negative one too", () => {
    expect(toCsv([[-1_017_367_026.884, 0.5, 1e21]])).toBe("-1017367026.884,0.5,1e+21\r\n");
  });
});

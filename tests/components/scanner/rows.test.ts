import { describe, expect, test } from "vitest";
import { filterRows } from "@/components/scanner/scan/filter-rows";
import { regimeOfRow } from "@/components/scanner/scan/regime-words";
import { nextRowSort, ROW_SORT_KEYS, sortRows } from "@/components/scanner/scan/sort-rows";
import { scanCsv } from "@/components/scanner/table/scan-csv";
import type { ScanRow } from "@/lib/contract/scan/scan";
import { failedRow, landedRow } from "../../support/visitors/scan-fixture";

const above = { flip: 690, flipDistancePercent: 2.6 };
const below = { netGex: 5e8, flip: 640, flipDistancePercent: -4.8 };
const near = { flip: 672.5, flipDistancePercent: 0.01 };
const rows: readonly ScanRow[] = [
  landedRow("SPY", 1, { data: above }),
  failedRow("NOPE", 2),
  landedRow("QQQ", 3, { data: below, ageSeconds: 600 }),
  landedRow("IWM", 4, { data: { ...near, impliedVolatility: null } }),
  landedRow("AMD", 5, { data: { netGex: null, flip: null, flipDistancePercent: null } }),
];
const symbols = (some: readonly ScanRow[]) => some.map(({ symbol }) => symbol);

describe("the rows of a scan", () => {
  test("stand in the order of landing until a column is chosen", () => {
    expect(sortRows(rows, null)).toBe(rows);
  });

  test("are sorted by a figure, what is missing last either way", () => {
    const sorted = (direction: "asc" | "desc") =>
      symbols(sortRows(rows, { key: "netGex", direction }));
    expect(sorted("desc")).toEqual(["QQQ", "SPY", "IWM", "NOPE", "AMD"]);
    expect(sorted("asc")).toEqual(["SPY", "IWM", "QQQ", "NOPE", "AMD"]);
  });

  test("are sorted by how near the flip is, on whichever side", () => {
    const sort = { key: "toFlip", direction: "asc" } as const;
    expect(symbols(sortRows(rows, sort))).toEqual(["IWM", "SPY", "QQQ", "NOPE", "AMD"]);
  });

  test("are sorted by name, by age, and by regime from most negative", () => {
    const sorted = (key: "symbol" | "age" | "regime") =>
      symbols(sortRows(rows, { key, direction: "asc" }));
    expect(sorted("symbol")).toEqual(["AMD", "IWM", "NOPE", "QQQ", "SPY"]);
    expect(sorted("age").slice(-2)).toEqual(["QQQ", "NOPE"]);
    expect(sorted("regime")).toEqual(["SPY", "IWM", "QQQ", "NOPE", "AMD"]);
  });

  test("return to the order of landing with a column's third press", () => {
    for (const key of ROW_SORT_KEYS) {
      const first = nextRowSort(null, key);
      const second = nextRowSort(first, key);
      expect(second).toMatchObject({ key });
      expect(second?.direction).not.toBe(first?.direction);
      expect(nextRowSort(second, key)).toBeNull();
    }
  });

  test("are found by part of their symbol, and filtered by kind", () => {
    expect(symbols(filterRows(rows, { find: " qq", show: "all" }))).toEqual(["QQQ"]);
    expect(symbols(filterRows(rows, { find: "", show: "negative" }))).toEqual(["SPY"]);
    expect(symbols(filterRows(rows, { find: "", show: "positive" }))).toEqual(["QQQ"]);
    expect(symbols(filterRows(rows, { find: "", show: "at-flip" }))).toEqual(["IWM"]);
    expect(symbols(filterRows(rows, { find: "", show: "failed" }))).toEqual(["NOPE"]);
    expect(filterRows(rows, { find: "Q", show: "failed" })).toEqual([]);
  });
});

describe("the regime of a row", () => {
  test("goes by net GEX's sign and the flip's side, or is unknown", () => {
    expect(rows.map(regimeOfRow)).toEqual([
      "negative-below-flip",
      null,
      "positive-above-flip",
      "at-flip",
      null,
    ]);
  });

  test("goes by the sign alone without a flip", () => {
    const data = { flip: null, flipDistancePercent: null };
    expect(regimeOfRow(landedRow("SPY", 1, { data }))).toBe("negative-without-flip");
  });
});

describe("rows as CSV", () => {
  const [head = "", ...lines] = scanCsv(rows).split("\r\n");

  test("have a line each, raw figures, and empty missing ones", () => {
    expect(lines).toHaveLength(rows.length + 1);
    expect(lines[0]).toMatch(
      /^SPY,completed,672\.4,-1017367026\.884,690,2\.6,negative-below-flip,/,
    );
    expect(lines[4]).toMatch(/^AMD,completed,672\.4,,,,,0\.161,1\.72,/);
    for (const line of lines.slice(0, -1)) {
      expect(line.split(",")).toHaveLength(head.split(",").length);
    }
  });

  test("say why a row failed", () => {
    expect(lines[1]).toBe("NOPE,failed,,,,,,,,,,It is unknown-symbol.");
  });

  test("never begin a cell with what a spreadsheet would run", () => {
    const { problem, ...row } = failedRow("X", 1) as Extract<ScanRow, { state: "failed" }>;
    const csv = scanCsv([{ ...row, problem: { ...problem, detail: '=HYPERLINK("x")' } }]);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

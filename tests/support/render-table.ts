import { percentile } from "./measures";

/** The cell of a value that was not measured. */
export const NONE = "–";

/** Rows of cells as text in columns: the first aligned left, numbers aligned right. */
export function renderTable(cells: string[][]): string {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  "),
  );
  return lines.join("\n");
}

/** `99.7 %`. */
export const shareCell = (part: number, whole: number) =>
  whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : NONE;

/** The median and the 95th percentile of waits in ms, in seconds: `1.5 / 12.0`. */
export function waitCell(waits: readonly number[], digits = 1): string {
  const [half, most] = [percentile(waits, 0.5), percentile(waits, 0.95)];
  if (half === null || most === null) return NONE;
  return `${(half / 1_000).toFixed(digits)} / ${(most / 1_000).toFixed(digits)}`;
}

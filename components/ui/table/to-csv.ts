/** One cell: text, a number, or null for missing. */
export type Cell = string | number | null;

/** Characters that begin a formula in spreadsheets. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Formats rows as CSV (RFC 4180: CRLF, quotes doubled). Text that a spreadsheet would run as a
 * formula gets a leading apostrophe. Numbers keep their minus sign.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import Papa from "papaparse";
import { classifyEntry } from "./classify-entry";

/** Names of a column with symbols in exports of brokers and charting programs, the surest first. */
const COLUMN_NAMES = [
  "symbol",
  "ticker",
  "ticker symbol",
  "symbol/cusip",
  "instrument",
  "financial instrument",
  "underlying",
  "underlying symbol",
  "root",
  "security",
  "stock",
];
/**
 * How many rows may stand above the names of the columns: a title and the account, or the other tables
 * of a statement.
 */
const HEAD_ROWS = 300;
/** A column without a name has the symbols when at least this share of its cells are tickers. */
const TICKERS_AT_LEAST = 0.6;
/** And when less than this share is in each other column. */
const TICKERS_AT_MOST = 0.5;
const TICKER = /^[A-Z]{1,5}([./-][A-Z])?$/;

/**
 * Returns the cells of the column with the symbols, one for each row of data, and the name of the
 * column. Null: no column has symbols.
 */
export function tableEntries(text: string): { column: string | null; entries: string[] } | null {
  const [, separator] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const body = separator === undefined ? text : text.replace(/^[^\n]*\n/, "");
  const { data } = Papa.parse<string[]>(body, { delimiter: separator ?? "", skipEmptyLines: true });
  const rows = data.map((cells) => cells.map((cell) => cell.trim()));
  return namedColumn(rows) ?? unnamedColumn(rows);
}

function namedColumn(rows: readonly string[][]) {
  for (const name of COLUMN_NAMES) {
    for (const [at, cells] of rows.slice(0, HEAD_ROWS).entries()) {
      const column = cells.findIndex((cell) => cell.toLowerCase() === name);
      if (column < 0) continue;
      const data = rows.slice(at + 1).filter((row) => isOfTable(row, cells));
      return {
        column: cells[column] ?? name,
        entries: data.flatMap((row) => entryOf(row, column)),
      };
    }
  }
  return null;
}

/**
 * Whether a row belongs to the table with these names. Interactive Brokers writes many tables in one
 * file: each row begins with its table's name, then `Header`, `Data` or `Total`.
 */
function isOfTable([table, kind]: readonly string[], [named, head]: readonly string[]): boolean {
  return head !== "Header" || (table === named && kind === "Data");
}

function unnamedColumn(rows: readonly string[][]) {
  const widest = Math.max(0, ...rows.map((cells) => cells.length));
  const shares = Array.from({ length: widest }, (_, column) => {
    const cells = rows.flatMap((row) => (row[column] ? [row[column]] : []));
    const tickers = cells.filter((cell) => TICKER.test(cell));
    return cells.length === 0 ? 0 : tickers.length / cells.length;
  });
  const best = shares.indexOf(Math.max(...shares));
  const others = shares.filter((_, column) => column !== best);
  // Two columns of tickers are a list that was written in lines.
  if ((shares[best] ?? 0) < TICKERS_AT_LEAST || Math.max(0, ...others) >= TICKERS_AT_MOST)
    return null;
  return { column: null, entries: rows.flatMap((row) => entryOf(row, best)) };
}

/**
 * The symbol's cell. Empty, the row is a total, cash or a note: it is named by the first of its cells
 * that says which. Nothing else of it is repeated, because it may be a private number.
 */
function entryOf(row: readonly string[], column: number): string[] {
  const cell = row[column] ?? "";
  if (cell !== "") return [cell];
  const saying = row.find((other) => {
    const entry = classifyEntry(other);
    return entry.kind === "left" && (entry.reason === "cash" || entry.reason === "total");
  });
  return saying === undefined ? [] : [saying];
}

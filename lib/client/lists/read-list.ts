import { classifyEntry, isTicker, type LeftReason } from "./classify-entry";
import { entriesOf } from "./plain-entries";

/** What a pasted text or a file contains. */
export type ListReading = {
  /** The name of the column with the symbols, or null: a plain list, or a table without names. */
  column: string | null;
  /** Symbols in their order, each once. */
  symbols: string[];
  /** What is no symbol, in its order, each once. */
  left: { text: string; reason: LeftReason }[];
};

/**
 * Reads a plain list or the table of another program. The parser of tables is loaded only for text
 * that looks like one.
 */
export async function readList(text: string): Promise<ListReading> {
  const clean = text.replace(/^\uFEFF/, "");
  if (looksLikeTable(clean)) {
    const { tableEntries } = await import("./table-entries");
    const table = tableEntries(clean);
    if (table !== null) return readingOf(table.entries, table.column);
  }
  return readingOf(entriesOf(clean), null);
}

function readingOf(entries: readonly string[], column: string | null): ListReading {
  const symbols = new Set<string>();
  const left = new Map<string, LeftReason>();
  for (const text of entries) {
    const entry = classifyEntry(text);
    if (entry.kind === "symbol") symbols.add(entry.symbol);
    else left.set(entry.text, entry.reason);
  }
  return {
    column,
    symbols: [...symbols],
    left: [...left].map(([text, reason]) => ({ text, reason })),
  };
}

/** A table has two lines or more with a separator, or a first line that names the separator. */
function looksLikeTable(text: string): boolean {
  if (/^sep=./i.test(text) || /^"?symbol"?\s*([,;\t\r\n]|$)/i.test(text)) return true;
  const lines = text.split(/\r\n|\n|\r/).filter((line) => /[,;\t]/.test(line));
  return lines.length >= 2 && !text.includes("###") && !isListOfSymbols(text);
}

/** `AAPL, MSFT` on several lines is a list. */
function isListOfSymbols(text: string): boolean {
  return entriesOf(text).every(isTicker);
}

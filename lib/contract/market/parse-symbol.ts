import { oneSpelling } from "./one-spelling";

/**
 * `BRK.B`, `SPX`, `^TNX`, `ES=F`. Linear, so a long input costs nothing (length is checked first).
 */
export const SYMBOL_PATTERN = /^\^?[A-Z0-9]+([.=-][A-Z0-9]+)*$/;
export const SYMBOL_LENGTH_MAX = 10;

/** ASCII only: full-width, Cyrillic or dotless letters must not become another ticker. */
function toAsciiUpperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * The canonical symbol, or null when it is malformed. Surrounding spaces are allowed. Every
 * spelling of an instrument has the same symbol: `^GSPC` is `SPX`, `BRK-B` is `BRK.B`.
 */
export function parseSymbol(raw: unknown): string | null {
  if (typeof raw !== "string" || raw.length > SYMBOL_LENGTH_MAX + 20) return null;
  const symbol = oneSpelling(toAsciiUpperCase(raw.replace(/^ +| +$/g, "")));
  return isSymbol(symbol) ? symbol : null;
}

/** Whether a text is written as a symbol is, in upper case. It may have another spelling. */
export function isSymbol(text: unknown): text is string {
  return typeof text === "string" && text.length <= SYMBOL_LENGTH_MAX && SYMBOL_PATTERN.test(text);
}

/** Whether two upper-case spellings name one instrument, such as `^SPX` in a reply and `SPX`. */
export function isSameInstrument(one: string, other: string): boolean {
  return oneSpelling(one) === oneSpelling(other);
}

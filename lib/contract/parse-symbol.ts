/** `BRK.B`, `BF-B`, `^SPX`, `ES=F`; linear, so a long input costs nothing (length is checked first). */
export const SYMBOL_PATTERN = /^\^?[A-Z0-9]+([.=-][A-Z0-9]+)*$/;
export const SYMBOL_LENGTH_MAX = 10;

/** ASCII only: full-width, Cyrillic or dotless letters must not become somebody else's ticker. */
function toAsciiUpperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** The symbol in its one spelling, or null when it is malformed. Spaces around it are forgiven. */
export function parseSymbol(raw: unknown): string | null {
  if (typeof raw !== "string" || raw.length > SYMBOL_LENGTH_MAX + 20) return null;
  const symbol = toAsciiUpperCase(raw.replace(/^ +| +$/g, ""));
  return symbol.length <= SYMBOL_LENGTH_MAX && SYMBOL_PATTERN.test(symbol) ? symbol : null;
}

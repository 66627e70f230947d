/**
 * The value of a JSON text. Undefined when it is invalid or has a key that could change an object's
 * prototype. NaN and infinities are not JSON, but Python writes them: each is read as its own text,
 * so that it is an unreadable value and not an unreadable body.
 */
export function parseJson(text: string): unknown {
  const json = text.replace(BYTE_ORDER_MARK, "");
  const value = parse(json);
  return value === undefined ? parse(json.replace(NO_NUMBERS, quoted)) : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError("forbidden key");
      return value;
    });
  } catch {
    return undefined;
  }
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A whole string of JSON, which stays as it is, or a word in the place of a number. */
const NO_NUMBERS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[-+]?\b(?:nan|inf|infinity)\b/gi;

function quoted(found: string): string {
  return found.startsWith('"') ? found : `"${found}"`;
}

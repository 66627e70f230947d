/** Longest part of a text that is looked at, characters. A longer text is too long for a symbol. */
const LOOKED_AT = 60;

/**
 * Why a text is no symbol, as a sentence. A letter that only looks right is named, because a
 * reader cannot see it. Nothing else of the text is repeated.
 */
export function symbolRefusal(raw: unknown): string {
  const lookalike = typeof raw === "string" ? lookalikeIn(raw) : null;
  return lookalike === null ? "Not a valid symbol." : `Not a valid symbol: ${lookalike}.`;
}

/** `the letter А is Cyrillic`: the first character that no keyboard for symbols types, or null. */
export function lookalikeIn(text: string): string | null {
  const [found] = /[^\x20-\x7e]/u.exec(text.slice(0, LOOKED_AT)) ?? [];
  return found === undefined ? null : describe(found);
}

function describe(character: string): string {
  const letter = `the letter ${character} is`;
  if (/[\uff01-\uff5e]/.test(character)) return `${letter} full-width`;
  if (/\p{Script=Cyrillic}/u.test(character)) return `${letter} Cyrillic`;
  if (/\p{Script=Greek}/u.test(character)) return `${letter} Greek`;
  if (/\p{Script=Latin}/u.test(character)) return `${letter} not one from A to Z`;
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  const kind = /[\p{C}\p{Z}]/u.test(character) ? "invisible character" : "character";
  return `it contains the ${kind} U+${code}`;
}

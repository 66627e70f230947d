import type { Added } from "@/lib/client/watchlist/watchlist";
import { lookalikeIn, symbolRefusal } from "@/lib/contract/market/symbol-refusal";
import { WATCHLIST_MOST } from "@/lib/contract/visitor/preferences";

/** How many names are spelled out. The rest are counted. */
const NAMED = 5;

/** Describes what was added, and what was not and why. Null where there is nothing to say. */
export function addedWords({ added, duplicates, malformed, left }: Added): {
  done: string | null;
  left: string | null;
} {
  const sentences: string[] = [];
  if (malformed.length > 0) {
    sentences.push(invalidWords(malformed));
  }
  if (duplicates.length > 0) {
    sentences.push(
      `${namesOf(duplicates)} ${duplicates.length === 1 ? "is" : "are"} already in the list.`,
    );
  }
  if (left.length > 0) {
    sentences.push(`${namesOf(left)} not added: the limit is ${WATCHLIST_MOST}.`);
  }
  return {
    done: added.length === 0 ? null : `${namesOf(added)} added to the watchlist`,
    left: sentences.length === 0 ? null : sentences.join(" "),
  };
}

/**
 * `FOO! is not a valid symbol.`, `FOO! and BAR! are not valid symbols.` A text with a
 * look-alike letter has its own sentence, which names the letter.
 */
export function invalidWords(malformed: readonly string[]): string {
  const looking = malformed.filter((text) => lookalikeIn(text) !== null).slice(0, NAMED);
  const others = malformed.filter((text) => !looking.includes(text));
  const sentences = looking.map((text) => `${short(text)} is ${refusalOf(text)}`);
  if (others.length === 1) sentences.push(`${namesOf(others)} is not a valid symbol.`);
  if (others.length > 1) sentences.push(`${namesOf(others)} are not valid symbols.`);
  return sentences.join(" ");
}

function refusalOf(text: string): string {
  return symbolRefusal(text).replace(/^N/, "n");
}

/** `SPY, QQQ and IWM`; the first of many, with how many more. */
export function namesOf(texts: readonly string[]): string {
  const named = texts.slice(0, NAMED).map(short);
  const more = texts.length - NAMED;
  const all = more > 0 ? [...named, `${more} more`] : named;
  return new Intl.ListFormat("en-US").format(all);
}

function short(text: string): string {
  return text.length <= 12 ? text : `${text.slice(0, 11)}…`;
}

import type { Added } from "@/lib/client/watchlist";
import { WATCHLIST_MOST } from "@/lib/contract/preferences";

/** Names spelled out; the rest are counted. */
const NAMED = 5;

/** What became of texts: what was added (null: nothing), and what was not and why (null: nothing). */
export function addedWords({ added, duplicates, malformed, left }: Added): {
  done: string | null;
  left: string | null;
} {
  const sentences: string[] = [];
  if (malformed.length > 0) {
    sentences.push(`${namesOf(malformed)} ${malformed.length === 1 ? "is" : "are"} no symbol.`);
  }
  if (duplicates.length > 0) {
    sentences.push(
      `${namesOf(duplicates)} ${duplicates.length === 1 ? "is" : "are"} there already.`,
    );
  }
  if (left.length > 0) {
    sentences.push(`${namesOf(left)} left out: the list holds ${WATCHLIST_MOST}.`);
  }
  return {
    done: added.length === 0 ? null : `${namesOf(added)} added to the watchlist`,
    left: sentences.length === 0 ? null : sentences.join(" "),
  };
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

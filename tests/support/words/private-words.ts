/**
 * Words that only insiders of this project understand, and British spellings. Each has the words to
 * use instead.
 */
const PRIVATE_WORDS: readonly [words: RegExp, say: string][] = [
  [/\b(told|tells)\b/i, "reported, reports, shows"],
  [/\b(heard|hears)\b/i, "seen, receives"],
  [/\b(whoever|somebody|nobody|everybody)\b/i, "anyone, no one, everyone; or name the subject"],
  [/\bthat one\b/i, "the noun"],
  [/\bparted\b/i, "separated"],
  [/\banew\b/i, "again"],
  [/\b(stand|stands) (there|beside|in)\b|\bstands\b/i, "is, means, depends on"],
  [/\b(landed|lands|landing)\b/i, "loaded, updated"],
  [/\b(go|goes|went) on\b/i, "continue, resume"],
  [/\b(give|gives|gave|given|giving) up\b|\bplaces? up\b/i, "cancel"],
  [/\b(under|on its|on the) way\b/i, "in flight, loading"],
  [/\bin line\b|\b(place|places) in (the )?line\b|\bthe line\b/i, "queue"],
  [/\b(asks|asker|askers)\b/i, "requests"],
  [/\b(held|released) (by|back)\b/i, "paused, resumed"],
  [/\bcontrol room\b/i, "Admin"],
  [/\bheadlines?\b/i, "summary"],
  [/\bfigures\b/i, "data, values"],
  [/\bbeside\b/i, "next to, with"],
  [/\bdearer\b/i, "richer"],
  [/\b(damp|damps|damping)\b/i, "dampen"],
  [/\bnot answering\b/i, "not responding"],
  [/\bleft alone\b/i, "paused"],
  [/\b(as far as|of which|made of|goes by)\b/i, "because, based on"],
  [/\b(is|are) no symbols?\b/i, "is not a valid symbol"],
  [/\bcolours?\b|\bmisspelt\b|\bcancelled\b|\bauthorised\b|\bageing\b/i, "the US spelling"],
];

type Allowed = { path: string; text: RegExp; reason: string };

/** Texts that need such a word, with the reason. */
export const ALLOWED: readonly Allowed[] = [];

export type Finding = { path: string; line: number; word: string; text: string; say: string };

/** The private words of some texts of one file. */
export function privateWordsIn(
  path: string,
  texts: readonly { line: number; text: string }[],
): Finding[] {
  return texts.flatMap(({ line, text }) =>
    PRIVATE_WORDS.flatMap(([words, say]) => {
      const [word] = words.exec(text) ?? [];
      if (word === undefined) return [];
      if (ALLOWED.some((one) => one.path === path && one.text.test(text))) return [];
      return [{ path, line, word, text, say }];
    }),
  );
}

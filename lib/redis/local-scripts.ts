import { createHash } from "node:crypto";

/** Converts script commands written for Upstash to ones that a plain Redis accepts. */
export type LocalScripts = { translate(words: readonly string[]): string[] };

/**
 * Upstash needs `#!lua flags=allow-key-locking` as line 1, but other servers refuse it. So EVAL and
 * SCRIPT LOAD send the text without it. EVALSHA sends the SHA of that text once the text was seen
 * here. Before that the server does not know the SHA either, so the client sends the text.
 * `prepare` may shorten the text further.
 */
export function createLocalScripts(
  prepare: (text: string) => string = withoutShebang,
): LocalScripts {
  const localShas = new Map<string, string>();

  function localText(text: string): string {
    const local = prepare(text);
    if (local !== text) localShas.set(sha1(text), sha1(local));
    return local;
  }

  return {
    translate(words) {
      const [first = "", second = "", third = "", ...rest] = words;
      // ioredis turns HGETALL into an object by its lower-case name only. Upper case stays flat.
      const name = first.toUpperCase();
      switch (name) {
        case "EVAL":
        case "EVAL_RO":
          return [name, localText(second), ...words.slice(2)];
        case "EVALSHA":
        case "EVALSHA_RO":
          return [name, localShas.get(second.toLowerCase()) ?? second, ...words.slice(2)];
        case "SCRIPT":
          return second.toUpperCase() === "LOAD"
            ? [name, second, localText(third), ...rest]
            : [name, ...words.slice(1)];
        default:
          return [name, ...words.slice(1)];
      }
    },
  };
}

/** Empties line 1 if it is a shebang. The line stays, so that line numbers remain correct. */
function withoutShebang(text: string): string {
  return text.startsWith("#!") ? text.replace(/^#![^\n]*/, "") : text;
}

/**
 * Also empties comment lines, for a server that compiles the text on every run. Texts with long
 * brackets stay unchanged: a line that looks like a comment may be inside a string there.
 */
export function withoutComments(text: string): string {
  const bare = withoutShebang(text);
  return /\[=*\[/.test(bare) ? bare : bare.replace(/^[ \t]*--[^\n]*/gm, "");
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

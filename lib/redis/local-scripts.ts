import { createHash } from "node:crypto";

/** Turns script commands written for Upstash into ones that a plain Redis takes. */
export type LocalScripts = { translate(words: readonly string[]): string[] };

/**
 * Upstash wants `#!lua flags=allow-key-locking` as line 1, other servers refuse it. So EVAL and
 * SCRIPT LOAD get the text without it, and EVALSHA the SHA of that text, once the text was seen
 * here; before that the server does not know the SHA either and the client sends the text.
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
      // ioredis turns HGETALL into an object by the lower-case name only: upper case stays flat.
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

/** Empties line 1 if it is a shebang; the line itself stays, so that line numbers still hold. */
function withoutShebang(text: string): string {
  return text.startsWith("#!") ? text.replace(/^#![^\n]*/, "") : text;
}

/**
 * Empties comment lines as well, for a server that compiles the text on every run. Texts with long
 * brackets are left alone: what looks like a comment line may be inside a string there.
 */
export function withoutComments(text: string): string {
  const bare = withoutShebang(text);
  return /\[=*\[/.test(bare) ? bare : bare.replace(/^[ \t]*--[^\n]*/gm, "");
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

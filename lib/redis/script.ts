import { createHash } from "node:crypto";
import type { Script } from "./store";

/**
 * A Lua script with its SHA, for `Store.run`. The text is used unchanged. It should begin with
 * `#!lua flags=allow-key-locking`: without it Upstash locks the whole database while the script
 * runs. With it every key that the script touches must be in KEYS. The other wires remove the line.
 */
export function defineScript(text: string): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}

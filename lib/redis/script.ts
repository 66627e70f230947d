import { createHash } from "node:crypto";
import type { Script } from "./store";

/**
 * A Lua script with its SHA, as `Store.run` takes it. The text is used as it is. Let it begin with
 * `#!lua flags=allow-key-locking`: without it Upstash locks the whole database while the script
 * runs. With it every key that the script touches must be in KEYS. The other wires take the line off.
 */
export function defineScript(text: string): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}

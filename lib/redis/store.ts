import type { Redis } from "@upstash/redis";

export type StoreFaultReason =
  | "timeout"
  | "unreachable"
  /** Left alone after repeated failures; nothing was sent. */
  | "resting"
  | "readonly"
  | "out-of-memory"
  | "loading"
  | "refused";

/** The store failed: unreachable, too slow, or refusing. Never carries a key, a value or an address. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
  constructor(readonly reason: StoreFaultReason) {
    super(`The store failed: ${reason}`);
  }
}

export type Script = {
  /** Lua text; line 1 may be the `#!lua flags=allow-key-locking` that Upstash wants. */
  text: string;
  /** SHA-1 of `text`, hex. */
  sha: string;
};

/** One @upstash/redis client over one of three wires. Every rejection is a StoreFault. */
export type Store = {
  kind: "upstash" | "redis" | "embedded";
  /** For plain commands and @upstash/ratelimit. Strings stay strings: nothing is deserialised. */
  redis: Redis;
  /**
   * Runs a script by its SHA, once more with its text on NOSCRIPT. `timeoutMs` bounds the whole;
   * a time-out means unknown: the script may have run.
   */
  run(script: Script, keys: string[], args: string[], timeoutMs: number): Promise<unknown>;
  close(): Promise<void>;
};

import type { Redis } from "@upstash/redis";
import type { StoreFaultReason } from "@/lib/store-fault";

export type Script = {
  /** Lua text. Line 1 may be the `#!lua flags=allow-key-locking` that Upstash needs. */
  text: string;
  /** SHA-1 of `text`, hex. */
  sha: string;
};

/** One @upstash/redis client over one of three wires. Every rejection is a StoreFault. */
export type Store = {
  kind: "upstash" | "redis" | "embedded";
  /** For plain commands and @upstash/ratelimit. Strings stay strings: nothing is deserialized. */
  redis: Redis;
  /**
   * Runs a script by its SHA, and again with its text on NOSCRIPT. `timeoutMs` limits both. After a
   * timeout the outcome is unknown: the script may have run.
   */
  run(script: Script, keys: string[], args: string[], timeoutMs: number): Promise<unknown>;
  /** The raw bytes of one key. Only where the store is in this process. */
  raw?: RawKeys;
  /**
   * Calls the listener with the reason why the store cannot be used, each reason once in a while.
   */
  onTrouble(listener: (reason: StoreFaultReason) => void): void;
  close(): Promise<void>;
};

/** The commands of a store. */
export type StoreCommands = Pick<Store, "redis" | "run">;

/**
 * Makes room in a full store with the commands it gets, which neither pause nor make room
 * themselves. Returns whether there is more room than before.
 */
export type MakeRoom = (store: StoreCommands) => Promise<boolean>;

/** Binary access to single keys without decoding, to save and restore a key. */
export type RawKeys = {
  read(key: string): Promise<Buffer | null>;
  write(key: string, bytes: Buffer): Promise<void>;
};

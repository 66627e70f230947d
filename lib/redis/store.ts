import type { Redis } from "@upstash/redis";

export type StoreFaultReason =
  | "timeout"
  | "unreachable"
  /** Left alone after repeated failures; nothing was sent. */
  | "resting"
  | "readonly"
  | "out-of-memory"
  | "loading"
  /** State written by newer code: this version makes no call. */
  | "newer-schema"
  | "refused";

/**
 * The store failed: unreachable, too slow, or refusing. Never carries a key, a value or an address;
 * `cause`, where there is one, is the server's complaint cut down to what a source line may show.
 */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
  constructor(
    readonly reason: StoreFaultReason,
    options: { cause?: Error; unknownScript?: boolean } = {},
  ) {
    // @upstash/redis and @upstash/ratelimit look for this word before they send a script's text.
    const detail = options.unknownScript ? " (NOSCRIPT)" : "";
    super(`The store failed: ${reason}${detail}`, options.cause ? { cause: options.cause } : {});
    this.unknownScript = options.unknownScript ?? false;
  }

  /** The server does not know the SHA (restart, flush): nothing ran, send the text. */
  readonly unknownScript: boolean;
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
  /** One key's bytes as they are, where the store lives in this process. */
  raw?: RawKeys;
  /** Hears why the store cannot be used, of each reason once in a while. */
  onTrouble(listener: (reason: StoreFaultReason) => void): void;
  close(): Promise<void>;
};

/** Binary-safe access to single keys, past every decoding: to save a key and bring it back. */
export type RawKeys = {
  read(key: string): Promise<Buffer | null>;
  write(key: string, bytes: Buffer): Promise<void>;
};

/** Why the store cannot be used. */
export type StoreFaultReason =
  | "timeout"
  | "unreachable"
  /** Left alone after repeated failures; nothing was sent. */
  | "resting"
  | "readonly"
  | "out-of-memory"
  | "loading"
  /** The state was written by newer code: this version makes no upstream call. */
  | "newer-schema"
  | "refused";

/** Shared by every copy of this module: Next loads a module several times in one process. */
const BRAND: unique symbol = Symbol.for("gammagate.store-fault");

/**
 * The store failed: unreachable, too slow, or refusing. Never carries a key, a value or an address;
 * `cause`, where there is one, is the server's complaint cut down to what a source line may show.
 */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
  readonly [BRAND] = true;
  constructor(
    readonly reason: StoreFaultReason,
    options: { cause?: Error; unknownScript?: boolean; tooLarge?: boolean } = {},
  ) {
    // @upstash/redis and @upstash/ratelimit look for this word before they send a script's text.
    const detail = options.unknownScript ? " (NOSCRIPT)" : "";
    super(`The store failed: ${reason}${detail}`, options.cause ? { cause: options.cause } : {});
    this.unknownScript = options.unknownScript ?? false;
    this.tooLarge = options.tooLarge ?? false;
  }

  /** Makes `instanceof` true for a fault that another copy of this module threw. */
  static override [Symbol.hasInstance](value: unknown): value is StoreFault {
    return value instanceof Error && BRAND in value;
  }

  /** The server does not know the script's SHA (restart, flush). Nothing ran: send the text. */
  readonly unknownScript: boolean;
  /** The request, a value or a key exceeds the server's size limit. A repeat fails the same way. */
  readonly tooLarge: boolean;
}

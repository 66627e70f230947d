import type { UpstashRequest, UpstashResponse } from "@upstash/redis";
import type { RawKeys, Store } from "./store";

/** One reply, or one for each command of a pipeline or transaction. */
export type WireReply = UpstashResponse<unknown> | UpstashResponse<unknown>[];

/**
 * What stands behind the client: it carries a request of @upstash/redis to a server and brings the
 * reply back. It tries once, and lets go of everything it holds for a request whose signal aborts.
 * It may fail with any error: the caller makes a StoreFault of it.
 */
export type Wire = {
  kind: Store["kind"];
  send(request: UpstashRequest, signal: AbortSignal): Promise<WireReply>;
  raw?: RawKeys;
  close(): Promise<void>;
};

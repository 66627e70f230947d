import type { UpstashRequest, UpstashResponse } from "@upstash/redis";
import type { RawKeys, Store } from "./store";

/** One reply, or one for each command of a pipeline or transaction. */
export type WireReply = UpstashResponse<unknown> | UpstashResponse<unknown>[];

/**
 * The transport of the client: sends a request of @upstash/redis to a server and returns the reply.
 * It tries once, and releases everything of a request whose signal aborts. It may fail with any
 * error, which the caller converts to a StoreFault.
 */
export type Wire = {
  kind: Store["kind"];
  send(request: UpstashRequest, signal: AbortSignal): Promise<WireReply>;
  raw?: RawKeys;
  close(): Promise<void>;
};

import { Redis, type Requester } from "@upstash/redis";
import type { Wire, WireReply } from "./wire";

/** The SDK keeps its HTTP client to itself; a subclass may hand it out. */
class HttpRedis extends Redis {
  readonly requester: Requester = this.client;
}

/** Upstash over HTTP, by the SDK's own client. */
export function createUpstashWire(config: { url: string; token: string }): Wire {
  let current = new AbortController().signal;
  const { requester } = new HttpRedis({
    url: config.url,
    token: config.token,
    // `false` would still try twice; who may ask again is the caller's to decide.
    retry: { retries: 0 },
    // Only with a function does an abort reject; a plain signal resolves to the text "Aborted".
    signal: () => current,
    enableAutoPipelining: false,
    automaticDeserialization: false,
    enableTelemetry: false,
  });
  return {
    kind: "upstash",
    send(request, signal) {
      // The client asks for the signal before its first await, so calls cannot mix theirs up.
      current = signal;
      return requester.request(request) as Promise<WireReply>;
    },
    close: () => Promise.resolve(),
  };
}

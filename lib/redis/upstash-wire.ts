import { Redis, type Requester } from "@upstash/redis";
import type { Wire, WireReply } from "./wire";

/** The SDK's HTTP client is protected, so a subclass exposes it. */
class HttpRedis extends Redis {
  readonly requester: Requester = this.client;
}

/** Upstash over HTTP, by the SDK's own client. */
export function createUpstashWire(config: { url: string; token: string }): Wire {
  let current = new AbortController().signal;
  const { requester } = new HttpRedis({
    url: config.url,
    token: config.token,
    // `false` would still try twice. The caller decides about retries.
    retry: { retries: 0 },
    // An abort rejects only with a function. A plain signal resolves to the text "Aborted".
    signal: () => current,
    enableAutoPipelining: false,
    automaticDeserialization: false,
    enableTelemetry: false,
  });
  return {
    kind: "upstash",
    send(request, signal) {
      // The client reads the signal before its first await, so calls cannot mix up their signals.
      current = signal;
      return requester.request(request) as Promise<WireReply>;
    },
    close: () => Promise.resolve(),
  };
}

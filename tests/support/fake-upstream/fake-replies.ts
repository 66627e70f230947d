import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Resource } from "@/lib/contract/market/resource";
import type { FakeAsk } from "./fake-ask";
import { v1Body } from "./fake-v1-bodies";
import { v2Body } from "./fake-v2-bodies";

/** The calls that scripted replies are for. A missing field matches all. */
export type FakeMatch = {
  version?: "v1" | "v2";
  resource?: Resource;
  symbol?: string;
  /** The last reply stays forever. By default each reply is sent once. */
  always?: boolean;
};

/** The replies of the fake upstream. All plain data, because it is also sent as JSON. */
export type FakeReply = { delayMs?: number } & (
  | { kind: "good"; asOf?: number }
  /** Any reply. A length is sent only when `headers` has one. */
  | { kind: "raw"; status?: number; headers?: Record<string, string>; body?: string }
  /** The same with a body that is no text, e.g. a compressed one. */
  | { kind: "bytes"; headers?: Record<string, string>; base64: string }
  /** v1: text with status 200. v2: 429. Retry-After as given. */
  | { kind: "limited"; retryAfter?: string }
  | { kind: "not-allowed" }
  | { kind: "unknown-symbol" }
  | { kind: "failing"; status?: number }
  | { kind: "html" }
  | { kind: "empty" }
  /** The first half of a good body, ended correctly. */
  | { kind: "truncated" }
  | { kind: "other-ticker" }
  | { kind: "huge"; bytes?: number }
  | { kind: "redirect"; to: string }
  | { kind: "hang-before-headers" }
  /** Headers and the first half of a good body, then nothing. */
  | { kind: "hang-in-body" }
  /** A good body, one byte at a time, `everyMs` apart (1 s). */
  | { kind: "drip"; everyMs?: number }
  | { kind: "reset-before-headers" }
  | { kind: "reset-in-body" }
);

/** A call to answer, and when. */
type Asked = FakeAsk & { symbol: string; now: number };

/** Sends a reply. `signal` ends every wait when the fake upstream closes. */
export async function sendReply(
  response: ServerResponse,
  reply: FakeReply,
  ask: Asked,
  signal: AbortSignal,
): Promise<void> {
  if (reply.delayMs) await sleep(reply.delayMs, undefined, { signal });
  const half = () => {
    const body = goodBody(ask);
    return body.slice(0, body.length / 2);
  };
  switch (reply.kind) {
    case "good":
      return end(response, 200, JSON_TYPE, goodBody({ ...ask, now: reply.asOf ?? ask.now }));
    case "raw":
      return end(response, reply.status ?? 200, reply.headers ?? {}, reply.body ?? "");
    case "bytes":
      return end(response, 200, reply.headers ?? {}, Buffer.from(reply.base64, "base64"));
    case "limited":
      return endLimited(response, ask, reply.retryAfter);
    case "not-allowed":
      return ask.version === "v1"
        ? end(response, 403, TEXT_TYPE, "Access denied")
        : end(response, 401, JSON_TYPE, '{"error":{"code":"unauthorized"}}');
    case "unknown-symbol":
      return ask.version === "v1"
        ? end(response, 200, JSON_TYPE, '{"detail":"No ticker data"}')
        : end(response, 404, JSON_TYPE, '{"error":{"code":"not_found"}}');
    case "failing":
      return end(response, reply.status ?? 503, TEXT_TYPE, "Service Unavailable");
    case "html":
      return end(response, 200, { "content-type": "text/html" }, "<!doctype html><p>Wait</p>");
    case "empty":
      return end(response, 200, JSON_TYPE, "");
    case "truncated":
      return end(response, 200, JSON_TYPE, half());
    case "other-ticker":
      return end(response, 200, JSON_TYPE, goodBody({ ...ask, symbol: "OTHER" }));
    case "huge":
      return endHuge(response, reply.bytes ?? 50 * 1024 * 1024);
    case "redirect":
      return end(response, 302, { location: reply.to }, "");
    case "hang-before-headers":
      return;
    case "hang-in-body":
      response.writeHead(200, JSON_TYPE).write(half());
      return;
    case "drip":
      return drip(response, goodBody(ask), reply.everyMs ?? 1_000, signal);
    case "reset-before-headers":
      response.socket?.resetAndDestroy();
      return;
    case "reset-in-body":
      response.writeHead(200, JSON_TYPE).write(half());
      await sleep(20, undefined, { signal });
      response.socket?.resetAndDestroy();
      return;
    default:
      return reply satisfies never;
  }
}

const JSON_TYPE = { "content-type": "application/json" };
const TEXT_TYPE = { "content-type": "text/plain" };

export function goodBody({ version, resource, symbol, parameters, now }: Asked): string {
  const body = version === "v1" ? v1Body : v2Body;
  return body(resource, symbol, parameters, now) ?? '{"error":{"code":"bad_request"}}';
}

function end(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  response.writeHead(status, headers).end(body);
}

function endLimited(response: ServerResponse, { version }: Asked, retryAfter?: string): void {
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  if (version === "v1") end(response, 200, { ...TEXT_TYPE, ...headers }, "API limit exceeded");
  else end(response, 429, { ...JSON_TYPE, ...headers }, '{"error":{"code":"rate_limited"}}');
}

/** Sends spaces as fast as they are read, until all are sent or the other side closes. */
async function endHuge(response: ServerResponse, bytes: number): Promise<void> {
  const block = Buffer.alloc(64 * 1024, " ");
  response.writeHead(200, JSON_TYPE);
  await pipeline(function* blocks() {
    for (let sent = 0; sent < bytes; sent += block.length) yield block;
  }, response);
}

async function drip(
  response: ServerResponse,
  body: string,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, JSON_TYPE);
  for (const byte of Buffer.from(body)) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(everyMs, undefined, { signal });
  }
  response.end();
}

import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { upstreamPolicy } from "@/lib/policy";

/**
 * How an HTTP call ended. Nothing in it repeats the address, a header we sent or an error's text,
 * so no secret can travel on in it.
 */
export type HttpEnd =
  | HttpReply
  /** No connection was ever opened: the request provably never left. */
  | { kind: "never-opened" }
  /** Ended by the signal or the time limit before headers came. */
  | { kind: "aborted" }
  /** Reset, TLS failure, unreadable headers: it may or may not have reached the upstream. */
  | { kind: "broken" };

export type HttpReply = {
  kind: "replied";
  status: number;
  /** `Retry-After` and `Date` as sent. */
  retryAfter: string | null;
  date: string | null;
  /** What was read of the body, as UTF-8. */
  body: string;
  bodyEnd: "whole" | "too-large" | "broken" | "aborted";
};

type HttpCall = {
  url: URL;
  headers: Record<string, string>;
  /** Ends the call wherever it stands, headers or body. */
  signal: AbortSignal;
  /** Ends it too, this long (ms) after it began; undefined: only the signal does. */
  timeoutMs: number | undefined;
};

/** Codes of a connection that was never made. */
const NEVER_OPENED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/**
 * One GET, at most one arrival: no retry, no redirect followed, a connection of its own.
 * Not `fetch`: undici's sends the request again by itself when the reply is 421 (undici 6.24,
 * measured), and what traces or patches fetch would see v1's user name in the address.
 * Never rejects.
 */
export function callHttp({ url, headers, signal, timeoutMs }: HttpCall): Promise<HttpEnd> {
  if (signal.aborted) return Promise.resolve({ kind: "never-opened" });
  const deadline = startDeadline(signal, timeoutMs);
  return send(url, headers, deadline.signal).finally(deadline.end);
}

function send(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<HttpEnd> {
  return new Promise((resolve) => {
    let opened = false;
    try {
      const request = url.protocol === "https:" ? requestSecure : requestPlain;
      // Without an agent the connection is new and closed after: none is reused that the other
      // side is just closing, which would spend a slot on nothing.
      const call = request(url, { agent: false, signal, headers: { ...BASE_HEADERS, ...headers } });
      call.on("socket", (socket) => socket.once("connect", () => (opened = true)));
      call.on("response", (response) => resolve(readReply(response, signal)));
      call.on("error", (error) => resolve(endWithoutReply(error, opened, signal)));
      call.end();
    } catch {
      // A header or address that Node refuses to send.
      resolve({ kind: "never-opened" });
    }
  });
}

const BASE_HEADERS = {
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "gammagate",
};

function endWithoutReply(error: Error, opened: boolean, signal: AbortSignal): HttpEnd {
  if (signal.aborted) return { kind: "aborted" };
  const code = "code" in error ? String(error.code) : "";
  return !opened && NEVER_OPENED.has(code) ? { kind: "never-opened" } : { kind: "broken" };
}

async function readReply(response: IncomingMessage, signal: AbortSignal): Promise<HttpReply> {
  const chunks: AsyncIterable<Buffer> = response;
  const decoder = new TextDecoder();
  let bodyEnd: HttpReply["bodyEnd"] = "whole";
  let body = "";
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      // Leaving the loop destroys the connection: the rest is never read.
      if (bytes > upstreamPolicy.bodyBytesMax) {
        bodyEnd = "too-large";
        break;
      }
      body += decoder.decode(chunk, { stream: true });
    }
  } catch {
    bodyEnd = signal.aborted ? "aborted" : "broken";
  }
  return {
    kind: "replied",
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"] ?? null,
    date: response.headers.date ?? null,
    body: body + decoder.decode(),
    bodyEnd,
  };
}

/** One signal for the caller's wish and the time limit. */
function startDeadline(signal: AbortSignal, timeoutMs: number | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = timeoutMs === undefined ? undefined : setTimeout(abort, timeoutMs);
  signal.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    },
  };
}

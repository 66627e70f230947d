import { type ClientRequestArgs, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { Duplex } from "node:stream";
import { sleepByBothClocks, systemClock } from "@/lib/clock";
import type { SendPermit } from "@/lib/contract/queue/job";
import { gatePolicy, upstreamPolicy } from "@/lib/policy";
import { type Connection, openConnection } from "./connection";
import { type HttpReply, readReply } from "./http-reply";

/**
 * How an HTTP call ended. It contains no address, sent header or error text, so it cannot leak a
 * secret.
 */
export type HttpEnd =
  | HttpReply
  /** No connection was opened, so the request was certainly not sent. */
  | { kind: "never-opened" }
  /**
   * The connection was ready after the permit had expired, so the request was certainly not
   * written.
   */
  | { kind: "too-late" }
  /** Ended by the signal or the time limit before headers arrived. */
  | { kind: "aborted" }
  /** Reset, TLS failure, unreadable headers: the request may have reached the upstream. */
  | { kind: "broken" };

type HttpCall = {
  url: URL;
  headers: Record<string, string>;
  permit: SendPermit;
  /** Time limit of the call, ms. Undefined: only the permit's signal ends it. */
  timeoutMs: number | undefined;
};

/** Error codes of a connection that was never opened. */
const NEVER_OPENED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/**
 * One GET with at most one arrival: no retry, no redirect, its own connection, written only while
 * the permit is valid. Every end except a complete reply resets the connection, so that an aborted
 * request is not delivered later. Never rejects.
 *
 * Not `fetch`: undici repeats the request after a 421 (undici 6.24, measured), and tools that trace
 * or patch fetch would see v1's user name in the address.
 */
export function callHttp(call: HttpCall): Promise<HttpEnd> {
  if (call.permit.signal.aborted) return Promise.resolve({ kind: "never-opened" });
  const deadline = startDeadline(call.permit.signal, call.timeoutMs);
  return send(call, deadline).finally(deadline.end);
}

function send({ url, headers, permit }: HttpCall, deadline: Deadline): Promise<HttpEnd> {
  return new Promise((resolve) => {
    const opening = createOpening(url, permit, deadline);
    try {
      const request = url.protocol === "https:" ? requestSecure : requestPlain;
      // Replaces an agent. An agent keeps the TCP socket private and may reuse a connection that
      // the other side is just closing, which would waste a slot.
      const { createConnection, reset } = opening;
      const call = request(url, { headers: { ...BASE_HEADERS, ...headers }, createConnection });
      call.on("response", (response) => resolve(readReply(response, deadline.signal, reset)));
      call.on("error", (error) => {
        reset();
        resolve(opening.isTooLate() ? { kind: "too-late" } : endWithoutReply(error));
      });
      call.end();
    } catch {
      // A header or address that Node refuses to send.
      resolve({ kind: "never-opened" });
    }

    function endWithoutReply(error: Error): HttpEnd {
      if (deadline.signal.aborted) return { kind: "aborted" };
      const code = "code" in error ? String(error.code) : "";
      const neverOpened = !opening.wasOpened() && NEVER_OPENED.has(code);
      return neverOpened ? { kind: "never-opened" } : { kind: "broken" };
    }
  });
}

const BASE_HEADERS = {
  accept: "application/json",
  "accept-encoding": "identity",
  "user-agent": "gammagate",
};

/** The connection of one call, from its first packet until it may be written to. */
function createOpening({ protocol }: URL, permit: SendPermit, deadline: Deadline) {
  let connection: Connection | null = null;
  let isTooLate = false;
  const reset = () => connection?.reset();
  deadline.signal.addEventListener("abort", reset, { once: true });
  return {
    /**
     * For `http.request`, which writes the request in the same event-loop turn in which it gets the
     * socket.
     */
    createConnection(
      { host, port }: ClientRequestArgs,
      give: (error: Error | null, socket: Duplex) => void,
    ): undefined {
      const target = { host: host ?? "", port: Number(port), isSecure: protocol === "https:" };
      const slow = setTimeout(deadline.abort, upstreamPolicy.connectWithinMs);
      connection = openConnection(target, (error, socket) => {
        clearTimeout(slow);
        isTooLate = error === null && !permit.mayWrite();
        if (isTooLate) reset();
        give(isTooLate ? new Error("Too late to write") : error, socket);
      });
    },
    reset,
    isTooLate: () => isTooLate,
    wasOpened: () => connection?.wasOpened() ?? false,
  };
}

type Deadline = ReturnType<typeof startDeadline>;

/**
 * One signal for the caller's abort and the time limit. Uses the system's clocks, because the
 * socket is real.
 */
function startDeadline(signal: AbortSignal, timeoutMs: number | undefined) {
  const controller = new AbortController();
  const ended = new AbortController();
  const abort = () => {
    if (!ended.signal.aborted) controller.abort();
  };
  if (timeoutMs !== undefined) {
    const options = { lookMs: gatePolicy.deadlineLookMs, signal: ended.signal };
    void sleepByBothClocks(systemClock, timeoutMs, options).then(abort);
  }
  signal.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    abort,
    end: () => {
      ended.abort();
      signal.removeEventListener("abort", abort);
    },
  };
}

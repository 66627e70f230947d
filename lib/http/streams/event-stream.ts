import type { Clock } from "@/lib/clock";
import { ProblemError } from "@/lib/http/answer/problem-error";
import { systemLog } from "@/lib/http/log/system-log";
import { httpPolicy } from "@/lib/policy";
import { type StreamHolder, type StreamPlace, takeStreamPlace } from "./stream-registry";

/** One event. `data` is sent as one line of JSON. `id` contains no line break. */
export type StreamEvent = { id?: string; event: string; data: unknown };

export type EventStreamParts = {
  request: Request;
  holder: StreamHolder;
  clock: Clock;
  /** A place taken earlier. Default: one is taken now. */
  place?: StreamPlace | undefined;
  /** Default: 200. */
  status?: number;
  headers?: Readonly<Record<string, string>> | undefined;
};

/**
 * Builds an event stream (WHATWG HTML §9.2) of what `source` yields. Ends when the source ends. At
 * the end of its life, at shutdown and when the source fails it ends with `reconnect`. The source's
 * signal aborts when the client disconnects, or reads so slowly that its buffer stays full. Throws
 * ProblemError before anything is sent: `too-many-streams`, `overloaded`.
 */
export function eventStream(
  source: (signal: AbortSignal) => AsyncIterable<StreamEvent>,
  parts: EventStreamParts,
): Response {
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    // Compression or transformation would delay events until a block is full.
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    ...parts.headers,
  };
  if (parts.request.method === "HEAD") return new Response(null, { headers });
  const place = parts.place ?? takeStreamPlace(parts.holder);
  const writer = createWriter(parts.clock);
  const end = (last: string | null) => {
    place.release();
    parts.request.signal.removeEventListener("abort", leave);
    writer.end(last);
  };
  const leave = () => end(null);
  const reconnect = () => end(RECONNECT);
  place.open(reconnect);
  parts.request.signal.addEventListener("abort", leave, { once: true });
  writer.send(
    `retry: ${httpPolicy.streamRetryMs}\n:${" ".repeat(httpPolicy.streamPaddingBytes)}\n\n`,
  );
  if (parts.request.signal.aborted) leave();
  void relay(source, writer, end);
  void beat(writer, parts.clock, reconnect);
  // The client canceled: handled like an abort, whichever comes first.
  writer.signal.addEventListener("abort", leave, { once: true });
  return new Response(writer.body, { status: parts.status ?? 200, headers });
}

/** Ends a stream whose client should open the next one at once. */
export const RECONNECT = "event: reconnect\ndata: {}\n\n";

/**
 * Returns `Last-Event-ID`, or null. Throws ProblemError 400 when over-long; an unknown id leads to
 * `reset`.
 */
export function readLastEventId(headers: Headers): string | null {
  const id = headers.get("last-event-id");
  if (id !== null && id.length > httpPolicy.eventIdCharactersMax) {
    throw new ProblemError("invalid-request", "Last-Event-ID is too long.");
  }
  return id;
}

/** Encodes an event for the wire. */
function encodeEvent({ id, event, data }: StreamEvent): string {
  const name = id === undefined ? "" : `id: ${id}\n`;
  return `${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

async function relay(
  source: (signal: AbortSignal) => AsyncIterable<StreamEvent>,
  writer: Writer,
  end: (last: string | null) => void,
): Promise<void> {
  try {
    for await (const event of source(writer.signal)) {
      if (!(await writer.hasRoom())) return end(null);
      writer.send(encodeEvent(event));
    }
    end(null);
  } catch (error) {
    if (!writer.signal.aborted) systemLog().warn("the source of a stream failed", { error });
    end(RECONNECT);
  }
}

/**
 * Sends comments so that proxies keep a quiet stream open. Ends the stream before a platform cuts
 * it.
 */
async function beat(writer: Writer, clock: Clock, reconnect: () => void): Promise<void> {
  const endsAt = clock.monotonic() + httpPolicy.streamLifeMs;
  while (!writer.signal.aborted) {
    const left = endsAt - clock.monotonic();
    if (left <= 0) return reconnect();
    await clock.sleep(Math.min(httpPolicy.heartbeatMs, left), writer.signal);
    writer.send(": heartbeat\n\n");
  }
}

type Writer = ReturnType<typeof createWriter>;

/** Creates a response body with a bounded buffer. `signal` aborts when it has ended. */
function createWriter(clock: Clock) {
  const ended = new AbortController();
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let drained: () => void = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
      },
      pull: () => drained(),
      cancel: () => ended.abort(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: httpPolicy.streamBufferBytes }),
  );
  const isFull = () => (controller?.desiredSize ?? 0) <= 0;
  const send = (text: string) => {
    if (!ended.signal.aborted) controller?.enqueue(encoder.encode(text));
  };
  return {
    body,
    signal: ended.signal,
    send,
    /** Waits a while for a slow client. False: it is too slow, or has disconnected. */
    hasRoom: async (): Promise<boolean> => {
      if (!isFull()) return !ended.signal.aborted;
      const room = new AbortController();
      const wake = () => room.abort();
      drained = wake;
      ended.signal.addEventListener("abort", wake, { once: true });
      await clock.sleep(httpPolicy.streamSlowReaderMs, room.signal);
      ended.signal.removeEventListener("abort", wake);
      return !ended.signal.aborted && !isFull();
    },
    /** Ends the body after `last`, once. */
    end: (last: string | null) => {
      if (ended.signal.aborted) return;
      if (last !== null) send(last);
      controller?.close();
      ended.abort();
    },
  };
}

import type { Clock } from "@/lib/clock";
import { httpPolicy } from "@/lib/policy";
import { ProblemError } from "./problem-error";
import { type StreamPlace, takeStreamPlace } from "./stream-registry";
import { systemLog } from "./system-log";

/** One event; `data` is sent as one line of JSON. `id` holds no line break. */
export type StreamEvent = { id?: string; event: string; data: unknown };

export type EventStreamParts = {
  request: Request;
  callerId: string;
  clock: Clock;
  /** Taken before; without it one is taken now. */
  place?: StreamPlace | undefined;
  /** 200 without it. */
  status?: number;
  headers?: Readonly<Record<string, string>> | undefined;
};

/**
 * An event stream (WHATWG HTML §9.2) of what `source` yields. It ends when the source ends; at the
 * end of its life, at shutdown and when the source fails it ends with `reconnect`. The source's
 * signal aborts when the reader leaves, or reads so slowly that its buffer stays full.
 * Throws ProblemError before anything is sent: `too-many-streams`, `overloaded`.
 */
export function eventStream(
  source: (signal: AbortSignal) => AsyncIterable<StreamEvent>,
  parts: EventStreamParts,
): Response {
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    // Compressed or transformed, events would wait for a full block.
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
    ...parts.headers,
  };
  if (parts.request.method === "HEAD") return new Response(null, { headers });
  const place = parts.place ?? takeStreamPlace(parts.callerId);
  const writer = createWriter(parts.clock);
  const end = (last: string | null) => {
    place.giveUp();
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
  // Cancelled by the reader: the same end as an abort, whichever comes first.
  writer.signal.addEventListener("abort", leave, { once: true });
  return new Response(writer.body, { status: parts.status ?? 200, headers });
}

const RECONNECT = "event: reconnect\ndata: {}\n\n";

/** `Last-Event-ID`, or null. Throws ProblemError 400 when over-long; an unknown one is for `reset`. */
export function readLastEventId(headers: Headers): string | null {
  const id = headers.get("last-event-id");
  if (id !== null && id.length > httpPolicy.eventIdCharactersMax) {
    throw new ProblemError("invalid-request", "Last-Event-ID is too long.");
  }
  return id;
}

/** An event as it goes over the wire. */
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

/** Comments keep proxies from closing a quiet stream; its life ends before a platform cuts it. */
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

/** A body that is written to, with a bounded buffer; `signal` aborts when it has ended. */
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
    /** Waits for a slow reader a while; false when it is too slow, or has gone. */
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

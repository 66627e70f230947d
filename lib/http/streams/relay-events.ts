import { createParser } from "eventsource-parser";
import { RECONNECT } from "./event-stream";
import type { StreamPlace } from "./stream-registry";

type RelayParts = {
  request: Request;
  /** Released when the stream ends. */
  place: StreamPlace;
  /** Called with the data of each event, parsed. */
  onData(data: unknown): void;
};

const END_OF_EVENT = "\n\n";

/**
 * Passes another server's event stream on, byte by byte, as it arrives. Ends when it ends, and the
 * other way round: when the client disconnects, the source is canceled. A source that breaks between
 * two events, and a shutdown of this process, end it with `reconnect`.
 */
export function relayEvents(
  source: ReadableStream<Uint8Array>,
  { request, place, onData }: RelayParts,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  const decoder = new TextDecoder();
  const parser = createParser({ onEvent: ({ data }) => onData(parsed(data)) });
  let tail = END_OF_EVENT;
  let isOver = false;

  function end(): void {
    isOver = true;
    place.release();
    request.signal.removeEventListener("abort", end);
    reader.cancel().catch(() => undefined);
  }

  function breakOff(controller: ReadableStreamDefaultController<Uint8Array>): void {
    if (isOver) return;
    // After half an event, more text would be taken for its rest.
    if (tail.endsWith(END_OF_EVENT)) {
      controller.enqueue(new TextEncoder().encode(RECONNECT));
      controller.close();
    } else controller.error(new Error("the source of a stream broke off"));
    end();
  }

  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      request.signal.addEventListener("abort", end, { once: true });
      place.open(() => breakOff(controller));
    },
    pull: async (controller) => {
      const read = await reader.read().catch(() => null);
      if (isOver) return;
      if (read === null) return breakOff(controller);
      if (read.done) {
        controller.close();
        return end();
      }
      const text = decoder.decode(read.value, { stream: true });
      tail = (tail + text).slice(-END_OF_EVENT.length);
      parser.feed(text);
      controller.enqueue(read.value);
    },
    cancel: end,
  });
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { browserPolicy } from "@/lib/policy";

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/**
 * Yields the messages of an event stream until it ends or asks to be reopened (`reconnect`, which
 * calls `onReconnect`). `onBeat` is called for heartbeat comments.
 */
export async function* messagesIn(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBeat: () => void = () => {},
  onReconnect: () => void = () => {},
): AsyncGenerator<EventSourceMessage> {
  const reader = body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ onComment: onBeat }))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value.event === "reconnect") return onReconnect();
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Calls `onSilence` when it was not restarted within the longest pause that a stream may make. */
export function createSilence(sleep: Sleep, onSilence: () => void) {
  let waiting = new AbortController();
  return {
    restart() {
      waiting.abort();
      const mine = new AbortController();
      waiting = mine;
      void sleep(browserPolicy.streamSilenceMs, mine.signal).then(() => {
        if (!mine.signal.aborted) onSilence();
      });
    },
    stop: () => waiting.abort(),
  };
}

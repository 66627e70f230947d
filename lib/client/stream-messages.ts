import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { browserPolicy } from "@/lib/policy";

export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/**
 * What an event stream says, until it ends or asks to be opened again (`reconnect`), of which
 * `onReconnect` hears. `onBeat` hears of the comments by which a stream without news shows that it lives.
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

/** Calls `onSilence` once nothing restarted it for as long as a stream may say nothing. */
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

import type { EventSourceMessage } from "eventsource-parser/stream";
import type { Server } from "./call-server";
import { createSilence, messagesIn, type Sleep } from "./stream-messages";

type StreamRequest = {
  server: Pick<Server, "fetch">;
  path: string;
  sleep: Sleep;
  signal?: AbortSignal;
  /** Id of the last event already known; the server continues after it. */
  lastEventId?: string;
  /** Whether heartbeat comments alone keep the stream open. Default: only messages do. */
  heartbeatsCount?: boolean;
  /** `ignored`: not an event of this stream. `last`: the stream is no longer needed. */
  onMessage(message: EventSourceMessage): "taken" | "ignored" | "last";
};

/** How a stream ended. `spoke`: it sent at least one event. `isPlanned`: the server asked to reconnect. */
export type StreamEnd =
  | { kind: "ended" | "broken"; spoke: boolean; isPlanned: boolean }
  /** The server answered without a stream. `body`: its JSON, or null. */
  | { kind: "refused"; response: Response; body: unknown };

/**
 * Reads one event stream until it ends, breaks, stays silent too long, or `signal` aborts.
 * Never throws and never reconnects: the caller decides what follows.
 */
export async function readStream(request: StreamRequest): Promise<StreamEnd> {
  const { server, path, sleep, signal, lastEventId, onMessage } = request;
  const ended = new AbortController();
  const silence = createSilence(sleep, () => ended.abort());
  const end = { spoke: false, isPlanned: false };
  const onReconnect = () => {
    end.isPlanned = true;
  };
  try {
    silence.restart();
    const response = await server.fetch(path, {
      headers: {
        accept: "text/event-stream",
        ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      },
      signal: signal ? AbortSignal.any([signal, ended.signal]) : ended.signal,
    });
    if (!response.ok || response.status === 204 || response.body === null) {
      const body: unknown = await response.json().catch(() => null);
      return { kind: "refused", response, body };
    }
    const onBeat = request.heartbeatsCount ? silence.restart : undefined;
    for await (const message of messagesIn(response.body, onBeat, onReconnect)) {
      const outcome = onMessage(message);
      if (outcome !== "ignored" || request.heartbeatsCount) silence.restart();
      if (outcome === "ignored") continue;
      end.spoke = true;
      if (outcome === "last") break;
    }
    return { kind: "ended", ...end };
  } catch {
    return { kind: "broken", ...end };
  } finally {
    silence.stop();
    ended.abort();
  }
}

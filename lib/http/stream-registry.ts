import { httpPolicy } from "@/lib/policy";
import { ProblemError } from "./problem-error";
import { processWide } from "./process-wide";

type OpenStream = { callerId: string; reconnect: () => void };
type Registry = { streams: Set<OpenStream>; closing: boolean };

const registry = processWide<Registry>("streams", () => ({ streams: new Set(), closing: false }));

/** A place among the open streams, taken before there is a stream: until it is opened it only counts. */
export type StreamPlace = {
  /** `reconnect` ends the stream when the process goes down; at once, where it does by now. */
  open(reconnect: () => void): void;
  giveUp(): void;
};

/**
 * Takes a place, so that nothing is made whose stream could not be told then.
 * Throws ProblemError: `too-many-streams` past a caller's share, `overloaded` past the instance's
 * or when the process is going down.
 */
export function takeStreamPlace(callerId: string): StreamPlace {
  guardStreams(callerId);
  const stream: OpenStream = { callerId, reconnect: () => {} };
  registry.streams.add(stream);
  return {
    open(reconnect) {
      stream.reconnect = reconnect;
      if (registry.closing) reconnect();
    },
    giveUp: () => void registry.streams.delete(stream),
  };
}

function guardStreams(callerId: string): void {
  const { streams } = registry;
  if (registry.closing) {
    throw new ProblemError("overloaded", "This instance is going down. Ask again.", {
      retryAfterSeconds: 1,
    });
  }
  let own = 0;
  for (const open of streams) if (open.callerId === callerId) own += 1;
  if (own >= httpPolicy.streamsPerCaller) {
    throw new ProblemError(
      "too-many-streams",
      `At most ${httpPolicy.streamsPerCaller} event streams may be open at once. Close one first.`,
      { retryAfterSeconds: httpPolicy.streamRefusedRetrySeconds },
    );
  }
  if (streams.size >= httpPolicy.streamsPerInstance) {
    throw new ProblemError("overloaded", "All event streams of this instance are taken.", {
      retryAfterSeconds: httpPolicy.streamRefusedRetrySeconds,
    });
  }
}

/** Tells every open stream to reconnect elsewhere, ends it, and admits no more. */
export function closeAllStreams(): void {
  registry.closing = true;
  for (const open of [...registry.streams]) open.reconnect();
}

export function openStreamCount(): number {
  return registry.streams.size;
}

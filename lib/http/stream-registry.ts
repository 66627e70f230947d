import { httpPolicy } from "@/lib/policy";
import { ProblemError } from "./problem-error";
import { processWide } from "./process-wide";

type OpenStream = { callerId: string; reconnect: () => void };
type Registry = { streams: Set<OpenStream>; closing: boolean };

const registry = processWide<Registry>("streams", () => ({ streams: new Set(), closing: false }));

/**
 * Takes a place among the open streams; the returned function gives it up.
 * Throws ProblemError: `too-many-streams` past a caller's share, `overloaded` past the instance's
 * or when the process is going down.
 */
export function registerStream(callerId: string, reconnect: () => void): () => void {
  guardStreams(callerId);
  const stream = { callerId, reconnect };
  registry.streams.add(stream);
  return () => void registry.streams.delete(stream);
}

/** Throws as `registerStream` would: before something is made whose stream could not be told. */
export function guardStreams(callerId: string): void {
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

import { ProblemError } from "@/lib/http/answer/problem-error";
import { processWide } from "@/lib/http/log/process-wide";
import { httpPolicy } from "@/lib/policy";

/**
 * The owner of a stream. Visitors share the streams not reserved for admins, each house up to its
 * share.
 */
export type StreamHolder = { id: string; house: string; isAdmin?: boolean };

type OpenStream = { holder: StreamHolder; reconnect: () => void };
type Registry = { streams: Set<OpenStream>; closing: boolean };

const registry = processWide<Registry>("streams", () => ({ streams: new Set(), closing: false }));

/** A reserved stream. Until it is opened it only counts against the limits. */
export type StreamPlace = {
  /** `reconnect` ends the stream at shutdown, or at once if shutdown has begun. */
  open(reconnect: () => void): void;
  release(): void;
};

/**
 * Reserves a stream before anything is created for it. Throws ProblemError: `too-many-streams` past
 * the share of a caller or its house; `overloaded` past the process's limit or during shutdown.
 */
export function takeStreamPlace(holder: StreamHolder): StreamPlace {
  guardStreams(holder);
  const stream: OpenStream = { holder, reconnect: () => {} };
  registry.streams.add(stream);
  return {
    open(reconnect) {
      stream.reconnect = reconnect;
      if (registry.closing) reconnect();
    },
    release: () => void registry.streams.delete(stream),
  };
}

function guardStreams({ id, house, isAdmin = false }: StreamHolder): void {
  if (registry.closing) {
    throw new ProblemError("overloaded", "This server is shutting down. Try again.", {
      retryAfterSeconds: 1,
    });
  }
  const open = [...registry.streams].map(({ holder }) => holder);
  const { streamsPerCaller, streamsPerHouse, streamsPerInstance, streamsKeptForAdmins } =
    httpPolicy;
  const retryAfter = { retryAfterSeconds: httpPolicy.streamRefusedRetrySeconds };
  if (open.filter((one) => one.id === id).length >= streamsPerCaller) {
    const detail = `The limit is ${streamsPerCaller} open event streams. Close one first.`;
    throw new ProblemError("too-many-streams", detail, retryAfter);
  }
  const visitors = open.filter((one) => !one.isAdmin);
  const isHouseFull = visitors.filter((one) => one.house === house).length >= streamsPerHouse;
  if (!isAdmin && isHouseFull) {
    const detail = `The limit is ${streamsPerHouse} open event streams per network address.`;
    throw new ProblemError("too-many-streams", detail, retryAfter);
  }
  const isTaken = !isAdmin && visitors.length >= streamsPerInstance - streamsKeptForAdmins;
  if (isTaken || open.length >= streamsPerInstance) {
    throw new ProblemError("overloaded", "This server has no free event streams.", retryAfter);
  }
}

/** Asks every open stream to reconnect elsewhere, ends it, and admits no more. */
export function closeAllStreams(): void {
  registry.closing = true;
  for (const open of [...registry.streams]) open.reconnect();
}

export function openStreamCount(): number {
  return registry.streams.size;
}

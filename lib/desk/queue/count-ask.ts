import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import type { Composite, Resource } from "@/lib/contract/market/resource";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Services } from "@/lib/desk/base/services";
import type { AskKind } from "@/lib/metrics/counter";
import type { EnteredQueue } from "./enter-queue";

/** Counts one request. Every request to the cache or the queue is counted once, as one kind. */
export function countAsk(
  { desk, caller, resource }: { desk: Services; caller: Caller; resource: Resource | Composite },
  kind: AskKind,
): void {
  desk.recorder.countAsk(kind, caller.id, resource);
}

export type CountAsk = (kind: AskKind) => void;

/**
 * Returns a function that counts a request on its first call only: the store may fail after that.
 */
export function countAskOnce(ask: Parameters<typeof countAsk>[0]): CountAsk {
  let isNoted = false;
  return (kind) => {
    if (!isNoted) countAsk(ask, kind);
    isNoted = true;
  };
}

/** Counts one request for several symbols of one resource. */
export function countAskFor(
  desk: Services,
  { caller, wanted }: { caller: Caller; wanted: readonly Wanted[] },
  kind: AskKind,
): void {
  const [first] = wanted;
  if (first) countAsk({ desk, caller, resource: first.resource }, kind);
}

/**
 * Returns the kind of a request that reached the queue. `reading`: the cached copy it came with.
 */
export function kindOf(line: EnteredQueue, { snapshot }: CacheReading): AskKind {
  return kindOfEntered(line, snapshot !== null);
}

/** The same by whether there is a copy. */
export function kindOfEntered(line: EnteredQueue, hasCopy: boolean): AskKind {
  if (line.kind === "refused") return "denied";
  const { entered } = line;
  switch (entered.kind) {
    case "queued":
    case "running":
      return entered.new ? "misses" : "shared";
    case "landed":
      return "hits";
    case "open":
    case "negative":
      return hasCopy ? "stale" : "denied";
    case "refused":
    case "absent":
    case "expired":
      return "denied";
    default:
      return entered satisfies never;
  }
}

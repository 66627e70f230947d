import type { CacheReading } from "@/lib/cache/cache";
import type { Caller } from "@/lib/callers/callers";
import type { Composite, Resource } from "@/lib/contract/resource";
import type { Wanted } from "@/lib/contract/wanted";
import type { AskKind } from "@/lib/metrics/counter";
import type { EnteredLine } from "./enter-line";
import type { DeskParts } from "./parts";

/** Counts one ask. Every ask of the cache or the line is counted once, as one kind. */
export function noteAsk(
  { desk, caller, resource }: { desk: DeskParts; caller: Caller; resource: Resource | Composite },
  kind: AskKind,
): void {
  desk.recorder.countAsk(kind, caller.id, resource);
}

export type NoteAsk = (kind: AskKind) => void;

/** Counts an ask the first time it is called: the store may fail after that. */
export function onceNoted(ask: Parameters<typeof noteAsk>[0]): NoteAsk {
  let isNoted = false;
  return (kind) => {
    if (!isNoted) noteAsk(ask, kind);
    isNoted = true;
  };
}

/** Counts one ask for several symbols, all of one resource. */
export function noteAskFor(
  desk: DeskParts,
  { caller, wanted }: { caller: Caller; wanted: readonly Wanted[] },
  kind: AskKind,
): void {
  const [first] = wanted;
  if (first) noteAsk({ desk, caller, resource: first.resource }, kind);
}

/** How an ask that went on to the line is counted. `reading`: the copy it came with. */
export function kindOf(line: EnteredLine, { snapshot }: CacheReading): AskKind {
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
      return snapshot ? "stale" : "denied";
    case "refused":
    case "absent":
    case "expired":
      return "denied";
    default:
      return entered satisfies never;
  }
}

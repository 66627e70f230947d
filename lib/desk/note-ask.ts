import type { CacheReading } from "@/lib/cache/cache";
import type { AskKind } from "@/lib/metrics/counter";
import type { EnteredLine } from "./enter-line";
import type { Request } from "./request";

/** Counts one ask. Every ask of the cache or the line is counted once, as one kind. */
export function noteAsk(
  { desk, caller, resource }: Pick<Request, "desk" | "caller" | "resource">,
  kind: AskKind,
): void {
  desk.recorder.countAsk(kind, caller.id, resource);
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

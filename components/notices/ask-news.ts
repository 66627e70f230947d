import { askedWords } from "@/components/snapshot/asked-words";
import { formatPlace } from "@/components/ui/format";
import type { AskChange } from "@/lib/client/asks/watch-asks";

/** What a screen reader says when a request begins or ends. Null in between. */
export function askNews({ name, before, after, loaded, tooSoon }: AskChange): string | null {
  if (before.kind === after.kind) return null;
  const asked = askedWords(name);
  switch (after.kind) {
    case "asking":
      return `Loading ${asked}.`;
    case "queued":
      return after.position === 0
        ? `${asked} is loading.`
        : `${asked} is ${formatPlace(after.position)} in queue.`;
    case "refused":
      return `${asked}: ${after.refusal.detail}`;
    case "idle":
      if (before.kind === "refused") return null;
      if (loaded) return `${asked} updated.`;
      if (tooSoon) return `${asked} was not refreshed. Wait a moment between refreshes.`;
      return `${asked}: ${before.kind === "queued" ? "canceled" : "no newer data"}.`;
    default:
      return after satisfies never;
  }
}

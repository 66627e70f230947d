import { askedWords } from "@/components/snapshot/asked-words";
import { formatPlace } from "@/components/ui/format";
import type { AskChange } from "@/lib/client/watch-asks";

/** What to say aloud when an ask begins or ends; null in between, and for each second that passes. */
export function askNews({ name, before, after, landed, tooSoon }: AskChange): string | null {
  if (before.kind === after.kind) return null;
  const asked = askedWords(name);
  switch (after.kind) {
    case "asking":
      return `Asking for ${asked}.`;
    case "in-line":
      return after.position === 0
        ? `${asked} is on its way.`
        : `${asked} is ${formatPlace(after.position)} in line.`;
    case "refused":
      return `${asked}: ${after.refusal.detail}`;
    case "idle":
      if (before.kind === "refused") return null;
      if (landed) return `${asked}: done.`;
      if (tooSoon) return `${asked} was not asked for: wait a moment between two refreshes.`;
      return `${asked}: ${before.kind === "in-line" ? "place given up" : "nothing newer came"}.`;
    default:
      return after satisfies never;
  }
}

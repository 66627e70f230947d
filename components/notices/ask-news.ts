import { formatPlace } from "@/components/ui/format";
import type { Ask } from "@/lib/client/ask-store";

/** What to say aloud when an ask begins or ends; null in between, and for each second that passes. */
export function askNews(symbol: string, before: Ask, after: Ask): string | null {
  if (before.kind === after.kind) return null;
  switch (after.kind) {
    case "asking":
      return `Asking for ${symbol}.`;
    case "in-line":
      return after.position === 0
        ? `${symbol} is on its way.`
        : `${symbol} is ${formatPlace(after.position)} in line.`;
    case "refused":
      return `${symbol}: ${after.refusal.detail}`;
    case "idle":
      return before.kind === "refused" ? null : `${symbol}: done.`;
    default:
      return after satisfies never;
  }
}

import type { ProblemSlug } from "@/lib/contract/problem";
import type { OpenReason } from "@/lib/gate/reply/window-state";
import { newYorkMinute } from "@/lib/new-york-time";

/**
 * Returns why calls are stopped now: the problem for a refused request and a sentence for users.
 * For a pause, the sentence includes its start and end (store ms) where they are known.
 */
export function whyClosed(
  reason: OpenReason,
  span: Span = {},
): { slug: ProblemSlug; sentence: string } {
  switch (reason) {
    case "limited":
      return {
        slug: "breaker-open",
        sentence: "Trading Volatility reports that the rate limit is reached.",
      };
    case "used-up":
      return {
        slug: "breaker-open",
        sentence: "The quota of this period is used up. API calls resume with the next period.",
      };
    case "failing":
      return { slug: "breaker-open", sentence: "Trading Volatility is returning errors." };
    case "held":
      return { slug: "breaker-open", sentence: heldSentence(span) };
    case "not-allowed":
      return {
        slug: "upstream-auth",
        sentence: "This subscription does not include these API calls.",
      };
    case "credentials":
      return {
        slug: "upstream-auth",
        sentence: "Trading Volatility rejected the API key. Ask your admin to check it.",
      };
    default:
      return reason satisfies never;
  }
}

type Span = { since?: number; untilAt?: number };

function heldSentence({ since = 0, untilAt = Number.POSITIVE_INFINITY }: Span): string {
  const from = since > 0 ? ` since ${newYorkMinute(since)} ET` : "";
  const until = Number.isFinite(untilAt) ? ` until ${newYorkMinute(untilAt)} ET` : "";
  return `API calls are paused by an admin${from}${until}.`;
}

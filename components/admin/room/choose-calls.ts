import { formatWhole } from "@/components/ui/format";
import type { Call } from "@/lib/contract/admin/dashboard";

export type RecordedOutcome = Call["outcome"];

export const OUTCOME_WORDS: Record<RecordedOutcome, string> = {
  answered: "answered",
  "unknown-symbol": "unknown symbol",
  limited: "rate limited",
  "not-allowed": "not allowed",
  "not-included": "not in the plan",
  invalid: "bad response",
  failing: "failed",
  "not-sent": "not sent",
};

/**
 * Counts how the calls of a range ended, largest count first: `71 answered · 2 rate limited`. Empty
 * without calls.
 */
export function outcomesWords(outcomes: Partial<Record<RecordedOutcome, number>>): string {
  return (Object.entries(outcomes) as [RecordedOutcome, number][])
    .sort(([, one], [, other]) => other - one)
    .map(([outcome, count]) => `${formatWhole(count)} ${OUTCOME_WORDS[outcome]}`)
    .join(" · ");
}

/** `trouble`: every call without an answer. */
export const OUTCOME_CHOICES = ["all", "trouble"] as const;
export type OutcomeChoice = (typeof OUTCOME_CHOICES)[number];

const FINE: readonly RecordedOutcome[] = ["answered", "unknown-symbol"];

export function isTrouble(outcome: RecordedOutcome): boolean {
  return !FINE.includes(outcome);
}

/** Returns the calls whose table row contains every typed word. */
export function chooseCalls(
  calls: readonly Call[],
  { find, outcome }: { find: string; outcome: OutcomeChoice },
): readonly Call[] {
  const words = find.trim().toLowerCase().split(/\s+/);
  return calls.filter((call) => {
    if (outcome === "trouble" && !isTrouble(call.outcome)) return false;
    const fields = [call.symbol, call.endpoint, call.label, call.lane, call.deployment];
    const text = [...fields, OUTCOME_WORDS[call.outcome], call.requestId].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

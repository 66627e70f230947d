import { askedWords } from "@/components/snapshot/asked-words";
import { refusalWords } from "@/components/snapshot/refusal-words";
import { formatAge } from "@/components/ui/format";
import type { Outcome } from "@/lib/client/watch-outcomes";

const list = new Intl.ListFormat("en-US");

/** What came of asks that ended together, in one sentence and what there is to add. */
export function outcomeWords(outcomes: readonly Outcome[]): {
  text: string;
  detail: string | null;
  failed: boolean;
} {
  const landed = outcomes.filter((outcome) => outcome.kind === "landed");
  const refusals = outcomes.flatMap((outcome) => failureWords(outcome) ?? []);
  const shared = landed.filter(({ sharedWith }) => sharedWith > 0).map(sharedWords);
  if (landed.length === 0) return { text: refusals.join(". "), detail: null, failed: true };
  const text = `${list.format(landed.map(({ name }) => askedWords(name)))} landed`;
  const details = [...shared, ...refusals];
  const failed = refusals.length > 0;
  return { text, detail: details.length === 0 ? null : `${details.join(". ")}.`, failed };
}

function failureWords(outcome: Outcome): string | null {
  const asked = askedWords(outcome.name);
  switch (outcome.kind) {
    case "landed":
      return null;
    case "refused":
      return `${asked}: ${refusalWords(outcome.refusal.reason)}`;
    case "failed": {
      const age = formatAge(outcome.shownAgeMs);
      return `${asked}: the last call failed, what is shown is from ${age}`;
    }
    default:
      return outcome satisfies never;
  }
}

/** `3 people asked for SPY: one call` */
function sharedWords({ name, sharedWith }: { name: string; sharedWith: number }): string {
  return `${sharedWith + 1} people asked for ${askedWords(name)}: one call`;
}

import { askedWords } from "@/components/snapshot/asked-words";
import { refusalWords } from "@/components/snapshot/refusal-words";
import type { Outcome } from "@/lib/client/watch-outcomes";

const list = new Intl.ListFormat("en-US");

/** What came of asks that ended together, in one sentence and what there is to add. */
export function outcomeWords(outcomes: readonly Outcome[]): {
  text: string;
  detail: string | null;
  failed: boolean;
} {
  const landed = outcomes.filter((outcome) => outcome.kind === "landed");
  const refusals = outcomes.flatMap((outcome) =>
    outcome.kind === "refused"
      ? [`${askedWords(outcome.name)}: ${refusalWords(outcome.refusal.reason)}`]
      : [],
  );
  const shared = landed.filter(({ sharedWith }) => sharedWith > 0).map(sharedWords);
  if (landed.length === 0) return { text: refusals.join(". "), detail: null, failed: true };
  const text = `${list.format(landed.map(({ name }) => askedWords(name)))} landed`;
  const details = [...shared, ...refusals];
  const failed = refusals.length > 0;
  return { text, detail: details.length === 0 ? null : `${details.join(". ")}.`, failed };
}

/** `3 people asked for SPY: one call` */
function sharedWords({ name, sharedWith }: { name: string; sharedWith: number }): string {
  return `${sharedWith + 1} people asked for ${askedWords(name)}: one call`;
}

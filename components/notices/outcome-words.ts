import { askedWords } from "@/components/snapshot/asked-words";
import { refusalWords } from "@/components/snapshot/refusal-words";
import { formatAge } from "@/components/ui/format";
import type { Outcome } from "@/lib/client/asks/watch-outcomes";
import { partsOfName } from "@/lib/client/tab/wanted-name";

/** The result of requests that ended together: one sentence, and details if there are any. */
export function outcomeWords(outcomes: readonly Outcome[]): {
  text: string;
  detail: string | null;
  failed: boolean;
} {
  const loaded = outcomes.filter((outcome) => outcome.kind === "loaded");
  const refusals = outcomes.flatMap((outcome) => failureWords(outcome) ?? []);
  const shared = loaded.filter(({ sharedWith }) => sharedWith > 0).map(sharedWords);
  if (loaded.length === 0) return { text: refusals.join(". "), detail: null, failed: true };
  const text = `${loadedWords(loaded.map(({ name }) => name))} updated`;
  const details = [...shared, ...refusals];
  const failed = refusals.length > 0;
  return { text, detail: details.length === 0 ? null : `${details.join(". ")}.`, failed };
}

function failureWords(outcome: Outcome): string | null {
  const asked = askedWords(outcome.name);
  switch (outcome.kind) {
    case "loaded":
      return null;
    case "refused":
      return `${asked}: ${refusalWords(outcome.refusal.reason)}`;
    case "failed": {
      const age = formatAge(outcome.shownAgeMs);
      return `${asked} refresh failed, showing data from ${age}`;
    }
    default:
      return outcome satisfies never;
  }
}

/**
 * Returns `SPY`, `SPY by strike`, or `3 symbols`. The parts of one symbol count as one. A list of setups
 * has its own name: `3 symbols, Top setups`.
 */
function loadedWords(names: readonly string[]): string {
  const [first = ""] = names;
  if (names.length === 1) return askedWords(first);
  const isList = (name: string) => partsOfName(name).what === "setups";
  const lists = names.filter(isList).map(askedWords);
  const symbols = new Set(names.filter((name) => !isList(name)).map((name) => name.split(" ")[0]));
  const counted = symbols.size > 1 ? [`${symbols.size} symbols`] : [...symbols];
  return [...counted, ...lists].join(", ");
}

/** `SPY: 1 API call served 3 people` */
function sharedWords({ name, sharedWith }: { name: string; sharedWith: number }): string {
  return `${askedWords(name)}: 1 API call served ${sharedWith + 1} people`;
}

import { refusalWords } from "@/components/snapshot/refusal-words";
import type { Refusal } from "@/lib/client/ask-store";
import type { ScanView } from "@/lib/client/scan-view";
import { doneWords, STATE_WORDS } from "./progress-words";

export type StartWords = {
  /** On the button. */
  text: string;
  /** False: a press would do nothing, and the text is the reason. */
  open: boolean;
  /** Why the last press started nothing. */
  problem: { words: string; readyAt: number | null } | null;
};

type Known = {
  control: { view: Pick<ScanView, "summary"> | null; cancelled: boolean; isUnread: boolean };
  /** Whether the symbols are those of the scan that is shown. */
  isShown: boolean;
  /** Whether the symbols are those that the last press started. */
  isStarted: boolean;
  count: number;
  starting: boolean;
  refusal: Refusal | null;
};

/** What the one button says: before the press what it does, after it how the scan goes. */
export function startWords(known: Known): StartWords {
  const { control, isShown, isStarted, count, starting, refusal } = known;
  const problem = refusal && {
    words: `${refusalWords(refusal.reason)}: ${refusal.detail}`,
    readyAt: refusal.readyAt,
  };
  if (starting) return { text: "Starting…", open: false, problem };
  if (count === 0) return { text: "Start scan · symbols first", open: false, problem };
  // Until it is read, a second press would start the same scan again.
  if (isStarted && control.isUnread && !control.cancelled) {
    return { text: "Started · reading it…", open: false, problem };
  }
  if (!isShown || control.view === null) return { text: "Start scan", open: true, problem };
  const { summary } = control.view;
  if (control.cancelled || summary.state === "ended") {
    return { text: "Scan again", open: true, problem };
  }
  return { text: `${STATE_WORDS[summary.state]} · ${doneWords(summary)}`, open: false, problem };
}

import { doneWords, STATE_WORDS } from "@/components/scanner/scan/progress-words";
import { refusalWords } from "@/components/snapshot/refusal-words";
import type { ScanView } from "@/lib/client/scans/scan-view";
import type { AskRefusal } from "@/lib/client/tab/ask-store";

export type StartWords = {
  /** The label of the button. */
  text: string;
  /** False: the button is disabled, and the text has the reason. */
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
  refusal: AskRefusal | null;
};

/**
 * Returns the button's texts: before the press what it does, after the press how the scan proceeds.
 */
export function startWords(known: Known): StartWords {
  const { control, isShown, isStarted, count, starting, refusal } = known;
  const problem = refusal && {
    words: `${refusalWords(refusal.reason)}: ${refusal.detail}`,
    readyAt: refusal.readyAt,
  };
  if (starting) return { text: "Starting…", open: false, problem };
  if (count === 0) return { text: "Start scan · add symbols", open: false, problem };
  // Until the scan is read, a second press would start the same scan again.
  if (isStarted && control.isUnread && !control.cancelled) {
    return { text: "Started · loading…", open: false, problem };
  }
  if (!isShown || control.view === null) return { text: "Start scan", open: true, problem };
  const { summary } = control.view;
  if (control.cancelled || summary.state === "ended") {
    return { text: "Scan again", open: true, problem };
  }
  return { text: `${STATE_WORDS[summary.state]} · ${doneWords(summary)}`, open: false, problem };
}

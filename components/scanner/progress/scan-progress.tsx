"use client";

import { useId } from "react";
import {
  doneWords,
  openWords,
  STATE_WORDS,
  type Standing,
  waitWords,
} from "@/components/scanner/scan/progress-words";
import { ScanActs } from "@/components/scanner/scan/scan-acts";
import { refusalWords } from "@/components/snapshot/refusal-words";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { useNow } from "@/lib/client/hooks/use-now";
import type { ScanControl } from "@/lib/client/hooks/use-scan";
import type { ScanView } from "@/lib/client/scans/scan-view";
import { ProgressBar } from "./progress-bar";

/** Shows the scan's progress and what it waits for. Stays visible while the rows scroll. */
export function ScanProgress({ control, view }: { control: ScanControl; view: ScanView }) {
  const time = useNow();
  const line = useId();
  const { summary } = view;
  const standing: Standing = control.cancelled ? "cancelled" : summary.state;
  const wait = waitWords(view, standing, time);
  return (
    <section aria-labelledby={line} className="sticky top-[88px] z-10 bg-bg pb-3 sm:top-12">
      <div className="rounded-md border border-line bg-panel px-3 py-2">
        <div className="flex min-h-18 items-center gap-x-3 sm:min-h-8">
          <p className="min-w-0 flex-1 sm:truncate">
            <span id={line} className="font-semibold">
              {STATE_WORDS[standing]}
            </span>{" "}
            <span data-part="done">{doneWords(summary)}</span>
            <span className="text-muted max-sm:block max-sm:text-xs sm:text-sm">
              {wait !== "" && <span className="max-sm:hidden"> · </span>}
              {wait}
            </span>
          </p>
          <FocusKeeper>
            <ScanActs control={control} standing={standing} failed={summary.failed} />
          </FocusKeeper>
        </div>
        <ProgressBar summary={summary} label={STATE_WORDS[standing]} />
        <p className="truncate pt-1 text-xs text-muted">{sideWords(control, view, standing)}</p>
      </div>
      {/* Read out when it changes, not for each row. */}
      <p role="status" className="sr-only">
        {`${STATE_WORDS[standing]}. ${standing === "ended" ? doneWords(summary) : ""}`}
      </p>
    </section>
  );
}

/**
 * The line under the bar: the last problem, else the queued rows, else how long the scan is kept.
 */
function sideWords(control: ScanControl, view: ScanView, standing: Standing): string {
  const { problem, refusal, link } = control;
  if (problem !== null) return `${refusalWords(problem.reason)}: ${problem.detail}`;
  if (standing === "cancelled")
    return "Loaded rows are cached for everyone. Download them here as CSV.";
  if (refusal !== null) return `Live updates stopped: ${refusal.detail}`;
  if (standing === "ended") return "Saved for 24 hours after you last open this scan.";
  if (link === "cut") return "Connection lost. Reconnecting; no rows are lost.";
  if (link === "polled") return "Too many streams are open. Updating once a minute.";
  return openWords(view.rows);
}

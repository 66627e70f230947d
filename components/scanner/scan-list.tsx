"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { doneWords, STATE_WORDS } from "@/components/scanner/scan/progress-words";
import { counted } from "@/components/scanner/scan/setup-words";
import { refusalWords } from "@/components/snapshot/refusal-words";
import { easternTime } from "@/components/ui/format";
import { IconButton } from "@/components/ui/icon-button";
import type { ScanList as List } from "@/lib/client/hooks/use-scan-list";
import type { ScanSummary } from "@/lib/contract/scan/scan";

type ListProps = {
  list: List;
  shown: string | null;
  /** What is known of the shown scan, which continues while the list is open. */
  summary: ScanSummary | null;
  onShow: (scan: string) => void;
  onRemove: (scan: string) => void;
};

/**
 * Lists this person's scans of the last day, newest first. Showing a scan resumes it. Listing does
 * not.
 */
export function ScanList({ list, shown, summary, onShow, onRemove }: ListProps) {
  const { scans, refusal, problem } = list;
  const place = useRef<HTMLElement>(null);
  const noteRemoval = useFocusOnNeighbour(place, scans);
  return (
    <section
      ref={place}
      aria-labelledby="my-scans"
      className="rounded-md border border-line bg-panel"
    >
      <h2 id="my-scans" tabIndex={-1} className="border-b border-line px-3 py-2 font-semibold">
        My scans
      </h2>
      {scans === null || scans.length === 0 ? (
        <p className="px-3 py-4 text-sm text-muted">{emptyWords(scans, refusal?.detail)}</p>
      ) : (
        <ul className="max-h-[320px] rounded-b-md divide-y divide-line overflow-y-auto">
          {scans.map((scan) => (
            <li
              key={scan.scan}
              className={clsx("flex items-center pr-1", scan.scan === shown && "bg-bg")}
            >
              <button
                type="button"
                aria-current={scan.scan === shown ? "true" : undefined}
                onClick={() => onShow(scan.scan)}
                className="min-w-0 flex-1 px-3 py-2 text-left hover:bg-bg"
              >
                <span className="block font-medium">{counted(scan.total, "symbol")}</span>
                <span className="block text-xs text-muted">
                  {summaryWords(scan.scan === summary?.scan ? summary : scan)}
                </span>
              </button>
              <IconButton
                bare
                shortcut="remove"
                label={`Remove the scan of ${startedAt(scan)}`}
                onPress={() => {
                  noteRemoval(scan.scan);
                  onRemove(scan.scan);
                }}
              >
                <X size={16} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="px-3 pb-2 text-xs text-stale empty:hidden">
        {problem && `Not removed. ${refusalWords(problem.reason)}: ${problem.detail}`}
      </p>
    </section>
  );
}

/** Removing a row removes its button. The focus moves to the next row's button, or to the title. */
function useFocusOnNeighbour(
  place: RefObject<HTMLElement | null>,
  scans: List["scans"],
): (scan: string) => void {
  const removed = useRef<{ scan: string; at: number } | null>(null);
  useEffect(() => {
    if (removed.current === null || scans === null) return;
    const { scan, at } = removed.current;
    if (scans.some((other) => other.scan === scan)) return;
    removed.current = null;
    if (document.activeElement !== document.body) return;
    const buttons = place.current?.querySelectorAll<HTMLElement>("[data-key=remove]");
    const next = buttons?.[Math.min(at, scans.length - 1)] ?? place.current?.querySelector("h2");
    next?.focus();
  }, [place, scans]);
  return (scan) => {
    removed.current = { scan, at: scans?.findIndex((other) => other.scan === scan) ?? 0 };
  };
}

function emptyWords(scans: List["scans"], refusal: string | undefined): string {
  if (refusal !== undefined) return refusal;
  return scans === null ? "Loading…" : "No scans in the last 24 hours.";
}

/** `10:42 ET · Paused · 12 of 57 · 1 failed` */
function summaryWords(scan: ScanSummary): string {
  return `${startedAt(scan)} · ${STATE_WORDS[scan.state]} · ${doneWords(scan)}`;
}

function startedAt({ createdAt }: ScanSummary): string {
  return `${easternTime(Date.parse(createdAt)).minute} ET`;
}

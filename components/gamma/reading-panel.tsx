"use client";

import { type ReactNode, useId } from "react";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import type { SnapshotTimes } from "@/lib/contract/snapshot/snapshot";

type Props = {
  title: string;
  /** The times of the expirations it is calculated from. Null: not loaded. */
  times: SnapshotTimes | null;
  className?: string;
  children: ReactNode;
};

/** One reading with its age and badge. Its refresh button is in the list of parts. */
export function ReadingPanel({ title, times, className = "", children }: Props) {
  const heading = useId();
  return (
    <section
      aria-labelledby={heading}
      className={`min-w-0 rounded-md border border-line bg-panel ${className}`}
    >
      <div className="flex min-h-[44px] items-center justify-between gap-x-3 border-b border-line px-3">
        <h2 id={heading} className="font-semibold">
          {title}
        </h2>
        {times !== null && (
          <span className="flex gap-1.5 text-xs whitespace-nowrap text-muted">
            <span className="max-sm:sr-only">expirations ·</span>
            <SnapshotAge times={times} resource="expirations" />
          </span>
        )}
      </div>
      {children}
    </section>
  );
}

/** Shown in place of a reading: why there is none. */
export function WithoutReading({ words }: { words: string }) {
  return (
    <p className="flex h-full items-center justify-center px-3 text-center text-muted">{words}</p>
  );
}

import clsx from "clsx";
import type { ReactNode } from "react";

const EDGES = { strong: "border-l-text", amber: "border-l-stale", quiet: "border-l-control" };

/** One line under the bar: what is true, what it means, what happens next. */
export function Banner({ edge, children }: { edge: keyof typeof EDGES; children: ReactNode }) {
  return (
    <div
      className={clsx(
        "flex min-h-9 items-center gap-2 rounded-md border border-l-4 border-line bg-panel px-3 py-1.5 text-sm",
        EDGES[edge],
      )}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" className="shrink-0">
        <path d="M8 1.5 15 14H1z" fill="none" stroke="currentColor" strokeLinejoin="round" />
        <path d="M8 6v4M8 11.5v1" stroke="currentColor" />
      </svg>
      <p>{children}</p>
    </div>
  );
}

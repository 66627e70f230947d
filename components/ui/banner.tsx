"use client";

import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";

const EDGES = { strong: "border-l-text", amber: "border-l-stale", quiet: "border-l-control" };

type BannerProps = {
  edge: keyof typeof EDGES;
  action?: ReactNode;
  children: ReactNode;
};

/** One line under the bar: what happened, what it means, what happens next. */
export function Banner({ edge, action = null, children }: BannerProps) {
  return (
    <div className={clsx(LOOK, "min-h-9 py-1.5", EDGES[edge])}>
      <Sign />
      <p className="flex-1">{children}</p>
      {action}
    </div>
  );
}

/**
 * A banner of fixed height, at most two lines. It appears and disappears over rows that a person may
 * be about to press. A press on it shows the full text over them.
 */
export function SteadyBanner({ edge, action = null, children }: BannerProps) {
  const [isWhole, setIsWhole] = useState(false);
  return (
    <div className="relative h-11 sm:h-9">
      <div className={clsx(LOOK, "absolute inset-x-0 top-0 z-15 min-h-full", EDGES[edge])}>
        <Sign />
        <p
          className={clsx(
            "flex-1 max-sm:text-xs sm:leading-4",
            isWhole ? "py-1.5" : "line-clamp-2",
          )}
        >
          {children}
        </p>
        <button
          type="button"
          aria-label="Show full message"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="absolute inset-0 rounded-md lg:hidden"
        />
        {action !== null && <div className="relative shrink-0">{action}</div>}
      </div>
    </div>
  );
}

const LOOK =
  "flex items-center gap-2 rounded-md border border-l-4 border-line bg-panel px-3 text-sm";

function Sign() {
  return <TriangleAlert size={16} aria-hidden="true" className="shrink-0" />;
}

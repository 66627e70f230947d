"use client";

import clsx from "clsx";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

/** A control that opens more about itself: on hover, on keyboard focus within it, or on a tap. */
export function Disclosure({
  label,
  summary,
  children,
  side = "right",
  className,
}: {
  label: string;
  summary: ReactNode;
  children: ReactNode;
  side?: "left" | "right";
  className?: string;
}) {
  const [pinned, setPinned] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const panel = useId();
  useEffect(
    () => (pinned ? closeOnLeave(place.current, () => setPinned(false)) : undefined),
    [pinned],
  );
  return (
    <div ref={place} className={clsx("group relative", className)}>
      <button
        type="button"
        aria-expanded={pinned}
        aria-controls={panel}
        onClick={() => setPinned(!pinned)}
        className="flex h-11 items-center gap-1.5 rounded-md px-1.5 text-sm whitespace-nowrap hover:bg-bg sm:h-8"
      >
        <span className="sr-only">{label}</span>
        {summary}
      </button>
      <div
        id={panel}
        className={clsx(
          "absolute top-full z-20 w-64 pt-1 sm:group-hover:block",
          side === "right" ? "right-0" : "left-0",
          pinned ? "block" : "hidden group-has-[button:focus-visible]:block",
        )}
      >
        <div className="rounded-md border border-line bg-panel p-3 text-xs text-muted">
          {children}
        </div>
      </div>
    </div>
  );
}

function closeOnLeave(place: HTMLElement | null, close: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  const onDown = (event: PointerEvent) => {
    if (event.target instanceof Node && !place?.contains(event.target)) close();
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onDown);
  return () => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("pointerdown", onDown);
  };
}

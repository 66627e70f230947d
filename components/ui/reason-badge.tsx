"use client";

import { type ToggleEvent, useId, useRef } from "react";
import { Badge, type BadgeProps } from "./badge";

/** Distance from the badge to its popover, and from that to the screen's edge, px. */
const GAP = 4;

/** A badge that opens its reason, also by key and touch. The popover covers everything else. */
export function ReasonBadge(badge: BadgeProps) {
  const note = useId();
  const button = useRef<HTMLButtonElement>(null);
  const place = (event: ToggleEvent<HTMLElement>) => {
    if (event.newState === "open") putUnder(event.currentTarget, button.current);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={note}
        // High enough to touch, without making its line higher.
        className="inline-flex items-center rounded-sm max-sm:-my-3 max-sm:h-11"
      >
        <Badge {...badge} />
        <span className="sr-only">why</span>
      </button>
      <div
        id={note}
        popover="auto"
        onToggle={place}
        className="fixed m-0 w-64 rounded-md border border-line bg-panel p-3 text-left text-xs text-text"
      >
        {badge.title}
      </div>
    </>
  );
}

function putUnder(note: HTMLElement, button: HTMLElement | null): void {
  if (button === null) return;
  const { left, top, bottom } = button.getBoundingClientRect();
  const right = document.documentElement.clientWidth - note.offsetWidth - GAP;
  const fitsBelow = bottom + GAP + note.offsetHeight < window.innerHeight;
  note.style.left = `${Math.max(GAP, Math.min(left, right))}px`;
  note.style.top = `${fitsBelow ? bottom + GAP : top - GAP - note.offsetHeight}px`;
}

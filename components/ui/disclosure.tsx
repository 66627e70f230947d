"use client";

import clsx from "clsx";
import { usePathname } from "next/navigation";
import {
  type FocusEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";

/**
 * A control that opens details on hover, keyboard focus or tap. Opened by a tap, it closes on
 * Escape, on a press elsewhere, or when a link or dialog in it opens.
 */
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
  /** Which edges of the control and its panel align. `left-sm`: the left ones below 640 px. */
  side?: "right" | "left-sm";
  className?: string;
}) {
  const place = useRef<HTMLDivElement>(null);
  const panel = useId();
  const { pinned, isOpen, left, pin, listeners } = useOpening(place);
  return (
    <div ref={place} className={clsx("group relative", className)} {...listeners}>
      <button
        type="button"
        aria-expanded={pinned}
        aria-controls={panel}
        onClick={pin}
        className="flex h-11 items-center gap-1.5 rounded-md px-1.5 text-sm whitespace-nowrap hover:bg-bg sm:h-8"
      >
        <span className="sr-only">{label}</span>
        {summary}
      </button>
      <div
        id={panel}
        className={clsx(
          "absolute top-full z-20 w-64 pt-1",
          side === "right" ? "right-0" : "max-sm:left-0 sm:right-0",
          isOpen ? "block" : "hidden",
          !left && "sm:group-hover:block",
        )}
      >
        <div className="rounded-md border border-line bg-panel p-3 text-xs text-muted">
          {children}
        </div>
      </div>
    </div>
  );
}

/** Selects links to other pages and buttons that open a dialog. */
const LEADS_AWAY = "a, [aria-haspopup]";

function useOpening(place: RefObject<HTMLDivElement | null>) {
  const path = usePathname();
  /** The page on which it was opened. It is closed on any other page. */
  const [pinnedOn, setPinnedOn] = useState<string | null>(null);
  /** State, not CSS: while focus moves between elements, no element has it. */
  const [reached, setReached] = useState(false);
  /** Closed although pointer or focus are still inside. */
  const [left, setLeft] = useState(false);
  const pinned = pinnedOn === path;
  if (pinnedOn !== null && !pinned) setPinnedOn(null);
  const leave = useCallback(() => {
    setPinnedOn(null);
    setLeft(true);
    if (!place.current?.contains(document.activeElement)) return;
    place.current.querySelector("button")?.focus();
  }, [place]);
  const isOpen = pinned || (reached && !left);
  useEffect(() => (isOpen ? onEnd(place.current, leave) : undefined), [isOpen, place, leave]);
  const pin = () => {
    setLeft(false);
    setPinnedOn(pinned ? null : path);
  };
  const listeners = {
    // Close before the press is handled: a dialog that it opens restores the focus it finds then.
    onClickCapture({ target }: MouseEvent) {
      if (target instanceof Element && target.closest(LEADS_AWAY) !== null) leave();
    },
    onFocus: ({ target }: FocusEvent) => setReached(target.matches(":focus-visible")),
    onBlur({ relatedTarget }: FocusEvent) {
      if (place.current?.contains(relatedTarget)) return;
      setReached(false);
      setLeft(false);
    },
    onPointerEnter: () => setLeft(false),
  };
  return { pinned, isOpen, left, pin, listeners };
}

/** Listens for Escape or a press elsewhere until the returned function is called. */
function onEnd(place: HTMLElement | null, end: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") end();
  };
  const onDown = (event: PointerEvent) => {
    if (event.target instanceof Node && !place?.contains(event.target)) end();
  };
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onDown);
  return () => {
    document.removeEventListener("keydown", onKey);
    document.removeEventListener("pointerdown", onDown);
  };
}

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
 * A control that opens more about itself: on hover, on keyboard focus within it, or on a tap. Tapped
 * open, it closes on Escape, on a press elsewhere, and once something in it leads away.
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
  /** Which edges of the control and its panel meet; `left-sm`: the left ones under 640 px. */
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

/** What leads to another page, or to a dialog over this one. */
const LEADS_AWAY = "a, [aria-haspopup]";

function useOpening(place: RefObject<HTMLDivElement | null>) {
  const path = usePathname();
  /** The page on which it was tapped open: on another one it is closed. */
  const [pinnedOn, setPinnedOn] = useState<string | null>(null);
  /** By state and not by style: for that, nothing has the focus on its way from one to the next. */
  const [reached, setReached] = useState(false);
  /** Closed also under the pointer and the focus that are still there. */
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
    // Before the press itself: a dialog that it opens gives the focus back to where it finds it.
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

/** Until the returned function is called: Escape, or a press elsewhere. */
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

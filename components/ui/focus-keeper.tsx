"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";

/**
 * Surrounds controls that replace each other. When the focused one disappears, the focus moves to
 * this element, not to the top of the page. It does not move to the next control, because a key
 * press would then trigger it.
 */
export function FocusKeeper({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const isWithin = useRef(false);
  useLayoutEffect(() => {
    if (isWithin.current && document.activeElement === document.body) place.current?.focus();
  });
  const listeners = {
    onFocus: () => {
      isWithin.current = true;
    },
    // A window that loses focus keeps its active element for its return.
    onBlur: () => {
      isWithin.current = place.current?.contains(document.activeElement) ?? false;
    },
  };
  return (
    <div ref={place} tabIndex={-1} {...listeners}>
      {children}
    </div>
  );
}

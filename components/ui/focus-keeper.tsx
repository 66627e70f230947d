"use client";

import { type ReactNode, useLayoutEffect, useRef } from "react";

/**
 * Around controls that take each other's place: where the one with the focus goes, the focus stays
 * here, and not at the top of the page. Not on the next control: nobody has chosen that one.
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
    // A window that is left keeps its focus for when one comes back.
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

"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** The drawn size of an element, px. Zeros before the first drawing. */
export function useSize(): [RefObject<HTMLDivElement | null>, { width: number; height: number }] {
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, size];
}

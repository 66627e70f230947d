"use client";

import type { PointerEvent, ReactNode } from "react";
import { useSize } from "./use-size";

type ReaderProps = {
  /** What the keys move through: "Strike", "Day". */
  label: string;
  /** The number of positions. */
  count: number;
  active: number;
  onActive: (index: number) => void;
  /** The values at the active position, for screen readers. */
  text: string;
  /** Returns the position under a point of the drawing, px from its corner. */
  placeAt: (point: { x: number; y: number }, size: Size) => number;
  children: (size: Size) => ReactNode;
};
type Size = { width: number; height: number };

/**
 * A chart whose positions can be read one by one: by pointing at it, or by arrow keys while it has
 * the focus. The keys are those of a native slider, whose value is read out as `text`.
 */
export function ChartReader({
  label,
  count,
  active,
  onActive,
  text,
  placeAt,
  children,
}: ReaderProps) {
  const [place, size] = useSize();
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const corner = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - corner.left, y: event.clientY - corner.top };
    if (count > 0) onActive(Math.max(0, Math.min(count - 1, placeAt(at, size))));
  };
  return (
    <div
      ref={place}
      onPointerMove={point}
      onPointerDown={point}
      className="relative h-full w-full touch-pan-y rounded-sm outline-offset-2 outline-accent has-[input:focus-visible]:outline-2"
    >
      <input
        type="range"
        aria-label={label}
        aria-valuetext={text}
        min={0}
        max={Math.max(0, count - 1)}
        step={1}
        value={active}
        onChange={(event) => onActive(Number(event.target.value))}
        className="pointer-events-none absolute inset-0 size-full opacity-0"
      />
      {size.width > 0 && children(size)}
    </div>
  );
}

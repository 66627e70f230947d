"use client";

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";

/**
 * Moves a row of `list` with the pointer. Over another row, the two rows swap. The rows are the
 * list's children.
 */
export function useDrag(
  list: RefObject<HTMLElement | null>,
  move: (symbol: string, place: number) => void,
) {
  const [dragged, setDragged] = useState<string | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const begin = (event: PointerEvent, symbol: string) => {
    event.preventDefault();
    setDragged(symbol);
    const leave = new AbortController();
    const onMove = ({ clientY }: { clientY: number }) => {
      const rows = [...(list.current?.children ?? [])];
      const place = rows.findIndex((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return clientY >= top && clientY < bottom;
      });
      const row = rows[place];
      if (row instanceof HTMLElement && row.dataset.symbol !== symbol) move(symbol, place);
    };
    const end = () => {
      leave.abort();
      setDragged(null);
    };
    stop.current = end;
    // Listens on the document, because the row with the handle moves meanwhile.
    const options = { signal: leave.signal };
    document.addEventListener("pointermove", onMove, options);
    document.addEventListener("pointerup", end, options);
    document.addEventListener("pointercancel", end, options);
  };
  return { dragged, begin };
}

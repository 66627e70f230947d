"use client";

import { useEffect, useRef, useState } from "react";
import { showNotice } from "@/components/notices/notices";
import { useWatchlistActs } from "@/lib/client/hooks/use-watchlist";
import { EditRow } from "./edit-row";
import { useDrag } from "./use-drag";

/** The list in edit mode: each symbol can be moved by its handle or its arrows, and removed. */
export function EditList({ symbols }: { symbols: readonly string[] }) {
  const acts = useWatchlistActs();
  const list = useRef<HTMLOListElement>(null);
  const [news, setNews] = useState("");
  /** What receives focus after the list is rendered again: a moved row loses it. */
  const focusNext = useRef<string | null>(null);
  const drag = useDrag(list, acts.move);

  useEffect(() => {
    if (focusNext.current === null) return;
    list.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  });

  const move = (symbol: string, from: number, by: -1 | 1) => {
    const to = Math.max(0, Math.min(symbols.length - 1, from + by));
    focusNext.current = `[data-symbol="${symbol}"] [data-key="${by < 0 ? "up" : "down"}"]`;
    acts.move(symbol, to);
    setNews(`${symbol} is number ${to + 1} of ${symbols.length}.`);
  };
  const remove = (symbol: string, from: number) => {
    const neighbour = symbols[from + 1] ?? symbols[from - 1];
    // Removing the last symbol removes the list. The Edit button stays and gets the focus.
    if (neighbour === undefined) document.querySelector<HTMLElement>("[data-key=edit]")?.focus();
    else focusNext.current = `[data-symbol="${neighbour}"] [data-key="remove"]`;
    acts.remove(symbol);
    showNotice({
      id: `removed ${symbol}`,
      text: `${symbol} removed from the watchlist`,
      act: {
        label: "Undo",
        press: () => {
          acts.add([symbol]);
          acts.move(symbol, from);
        },
      },
    });
  };
  return (
    <>
      <ol ref={list} className="divide-y divide-line rounded-md border border-line bg-panel">
        {symbols.map((symbol, place) => (
          <EditRow
            key={symbol}
            symbol={symbol}
            isDragged={drag.dragged === symbol}
            onGrip={(event) => drag.begin(event, symbol)}
            onMove={(by) => move(symbol, place, by)}
            onRemove={() => remove(symbol, place)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {news}
      </p>
    </>
  );
}

"use client";

import { useState } from "react";
import { REASON_WORDS, readingWords } from "@/components/lists/reading-words";
import { Button } from "@/components/ui/button";
import type { ListReading } from "@/lib/client/lists/read-list";

type ReviewProps = {
  reading: ListReading;
  onAdd: (symbols: readonly string[]) => void;
  onReplace: (symbols: readonly string[]) => void;
  onBack: () => void;
};

/** A scrolling area needs keyboard focus. */
const REACHABLE = { tabIndex: 0 };

/** What was found in a list. Nothing is added before a person agrees. */
export function ReviewList({ reading, onAdd, onReplace, onBack }: ReviewProps) {
  const { symbols, left } = reading;
  const [unticked, setUnticked] = useState<ReadonlySet<string>>(new Set());
  const ticked = symbols.filter((symbol) => !unticked.has(symbol));
  const toggle = (symbol: string) => {
    const next = new Set(unticked);
    if (!next.delete(symbol)) next.add(symbol);
    setUnticked(next);
  };
  const count = `${ticked.length} ${ticked.length === 1 ? "symbol" : "symbols"}`;
  const isEmpty = ticked.length === 0;
  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-sm">
        {readingWords(reading)}
      </p>
      {symbols.length > 0 && (
        <fieldset
          {...REACHABLE}
          className="flex max-h-48 flex-wrap gap-x-4 overflow-auto rounded-md border border-line p-2"
        >
          <legend className="px-1 text-xs text-muted">Symbols found</legend>
          {symbols.map((symbol) => (
            <label
              key={symbol}
              className="inline-flex h-11 min-w-20 items-center gap-2 font-mono text-sm sm:h-7"
            >
              <input
                type="checkbox"
                checked={!unticked.has(symbol)}
                onChange={() => toggle(symbol)}
                className="size-4 accent-accent"
              />
              {symbol}
            </label>
          ))}
        </fieldset>
      )}
      {left.length > 0 && <LeftOut left={left} />}
      <div className="flex flex-wrap gap-2">
        <Button
          kind="primary"
          waiting={isEmpty}
          onPress={() => !isEmpty && onAdd(ticked)}
          className="h-11 sm:h-8"
        >
          Add {count}
        </Button>
        <Button
          waiting={isEmpty}
          onPress={() => !isEmpty && onReplace(ticked)}
          className="h-11 sm:h-8"
        >
          Replace watchlist
        </Button>
        <Button onPress={onBack} className="h-11 sm:ml-auto sm:h-8">
          Back
        </Button>
      </div>
    </div>
  );
}

function LeftOut({ left }: Pick<ListReading, "left">) {
  return (
    <section
      aria-label="Left out"
      {...REACHABLE}
      className="max-h-32 overflow-auto rounded-md border border-line p-2 text-sm"
    >
      <ul>
        {left.map(({ text, reason }) => (
          <li key={text} className="flex justify-between gap-4">
            <span className="min-w-0 truncate font-mono">{text}</span>
            <span className="shrink-0 text-muted">{REASON_WORDS[reason]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

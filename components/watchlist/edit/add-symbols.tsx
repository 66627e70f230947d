"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { showNotice } from "@/components/notices/notices";
import { useWatchlistActs } from "@/lib/client/hooks/use-watchlist";
import { symbolsIn } from "@/lib/client/watchlist/symbols-in-text";
import { addedWords } from "./added-words";

/** Adds symbols to the list. Typing and adding make no call. */
export function AddSymbols() {
  const { add } = useWatchlistActs();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const words = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const outcome = add(symbolsIn(text));
    const { done, left } = addedWords(outcome);
    setProblem(left);
    // Text that could not be added stays for correction.
    setText(outcome.malformed.join(" "));
    if (done !== null) showNotice({ id: "added", text: done });
  };
  return (
    <form onSubmit={submit} className="relative flex items-center max-sm:flex-1">
      <input
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        data-key="add"
        aria-label="Add symbols"
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : words}
        placeholder="Symbol"
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
        className="h-11 w-36 rounded-l-md border border-r-0 border-control bg-panel px-2 text-sm uppercase placeholder:normal-case placeholder:text-muted max-sm:w-full sm:h-8 sm:px-3"
      />
      <button
        type="submit"
        aria-label="Add to the watchlist"
        className="inline-flex h-11 w-11 shrink-0 items-center justify-center rounded-r-md border border-control bg-panel text-accent hover:border-accent sm:h-8 sm:w-8"
      >
        <Plus size={16} aria-hidden="true" />
      </button>
      <p
        id={words}
        role="status"
        className="absolute top-full right-0 z-10 mt-1 max-w-72 rounded-sm bg-stale-band px-2 py-1 text-xs text-stale empty:hidden"
      >
        {problem}
      </p>
    </form>
  );
}

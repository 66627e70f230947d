"use client";

import { type ChangeEvent, useState } from "react";
import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { saveFile } from "@/components/ui/table/save-file";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { useWatchlist, useWatchlistActs } from "@/lib/client/hooks/use-watchlist";
import { headlineOf } from "@/lib/client/tab/headline-of";
import { symbolsIn } from "@/lib/client/watchlist/symbols-in-text";
import type { Added } from "@/lib/client/watchlist/watchlist";
import { addedWords } from "./added-words";
import { watchlistCsv } from "./watchlist-csv";

/** Imports and exports the watchlist as text. Uses no API calls. */
export function TransferDialog({ onClose }: { onClose: () => void }) {
  const symbols = useWatchlist();
  const acts = useWatchlistActs();
  const { tab } = useTab();
  const [text, setText] = useState(symbols.join(", "));
  const [report, setReport] = useState("");

  const finish = (outcome: Added) => {
    const { done, left } = addedWords(outcome);
    setReport([done === null ? "No symbols added." : `${done}.`, left].filter(Boolean).join(" "));
  };
  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file !== undefined) setText(await file.text());
  };
  const copy = async () => {
    await navigator.clipboard.writeText(symbols.join(","));
    showNotice({ id: "copied", text: `${symbols.length} symbols copied` });
  };
  const save = () => {
    const copyOf = (symbol: string) => headlineOf(tab.cache, symbol);
    saveFile("watchlist", watchlistCsv(symbols, copyOf), tab.time.now());
  };
  return (
    <Dialog title="Import or export the watchlist" onClose={onClose}>
      <p className="pb-2 text-muted">
        Separate symbols with commas, spaces or new lines. In a CSV only the first column is read.
      </p>
      <textarea
        aria-label="Symbols"
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={6}
        spellCheck={false}
        className="w-full rounded-md border border-control bg-panel p-2 font-mono text-sm uppercase"
      />
      <label className="block py-2 text-sm text-muted">
        From a file
        <input
          type="file"
          accept=".txt,.csv,text/plain,text/csv"
          onChange={(event) => void readFile(event)}
          className="block w-full pt-1 file:mr-2 file:h-8 file:rounded-md file:border file:border-control file:bg-panel file:px-3 file:text-accent"
        />
      </label>
      <p role="status" className="min-h-5 text-sm">
        {report}
      </p>
      <div className="flex flex-wrap gap-2 pt-3">
        <Button onPress={() => finish(acts.add(symbolsIn(text)))} className="h-11 sm:h-8">
          Add to watchlist
        </Button>
        <Button onPress={() => finish(acts.replace(symbolsIn(text)))} className="h-11 sm:h-8">
          Replace watchlist
        </Button>
        <Button onPress={() => void copy()} className="h-11 sm:ml-auto sm:h-8">
          Copy
        </Button>
        <Button onPress={save} className="h-11 sm:h-8">
          Download CSV
        </Button>
      </div>
    </Dialog>
  );
}

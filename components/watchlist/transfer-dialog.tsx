"use client";

import { type ChangeEvent, useState } from "react";
import { tellNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { headlineOf } from "@/lib/client/headline-of";
import { symbolsIn } from "@/lib/client/symbols-in-text";
import { useTab } from "@/lib/client/tab-provider";
import { useWatchlist, useWatchlistActs } from "@/lib/client/use-watchlist";
import type { Added } from "@/lib/client/watchlist";
import { addedWords } from "./added-words";
import { saveFile } from "./save-file";
import { watchlistCsv } from "./watchlist-csv";

/** The list as text, to take along or to bring in. Neither costs a call. */
export function TransferDialog({ onClose }: { onClose: () => void }) {
  const symbols = useWatchlist();
  const acts = useWatchlistActs();
  const { tab } = useTab();
  const [text, setText] = useState(symbols.join(", "));
  const [report, setReport] = useState("");

  const finish = (outcome: Added) => {
    const { done, left } = addedWords(outcome);
    setReport([done === null ? "Nothing was added." : `${done}.`, left].filter(Boolean).join(" "));
  };
  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file !== undefined) setText(await file.text());
  };
  const copy = async () => {
    await navigator.clipboard.writeText(symbols.join(","));
    tellNotice({ id: "copied", text: `${symbols.length} symbols copied` });
  };
  const save = () => {
    const copyOf = (symbol: string) => headlineOf(tab.held, symbol);
    saveFile("watchlist", watchlistCsv(symbols, copyOf), tab.time.now());
  };
  return (
    <Dialog title="Import or export the watchlist" onClose={onClose}>
      <p className="pb-2 text-muted">
        Symbols parted by commas, spaces or lines; a CSV file's first column. Its figures are not
        read.
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
          Add these
        </Button>
        <Button onPress={() => finish(acts.replace(symbolsIn(text)))} className="h-11 sm:h-8">
          Make these the list
        </Button>
        <Button onPress={() => void copy()} className="h-11 sm:ml-auto sm:h-8">
          Copy the list
        </Button>
        <Button onPress={save} className="h-11 sm:h-8">
          Save as CSV
        </Button>
      </div>
    </Dialog>
  );
}

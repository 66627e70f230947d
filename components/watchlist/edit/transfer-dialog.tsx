"use client";

import { useState } from "react";
import { ListFile } from "@/components/lists/list-file";
import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { saveFile } from "@/components/ui/table/save-file";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { useWatchlist, useWatchlistActs } from "@/lib/client/hooks/use-watchlist";
import { type ListReading, readList } from "@/lib/client/lists/read-list";
import { headlineOf } from "@/lib/client/tab/headline-of";
import type { Added } from "@/lib/client/watchlist/watchlist";
import { addedWords } from "./added-words";
import { ReviewList } from "./review-list";
import { watchlistCsv } from "./watchlist-csv";

/** Imports and exports the watchlist as text. Uses no API calls. */
export function TransferDialog({ onClose }: { onClose: () => void }) {
  const symbols = useWatchlist();
  const acts = useWatchlistActs();
  const [text, setText] = useState(symbols.join(", "));
  const [reading, setReading] = useState<ListReading | null>(null);
  const [report, setReport] = useState("");

  const read = async (from: string) => setReading(await readList(from));
  const finish = (outcome: Added) => {
    const { done, left } = addedWords(outcome);
    setReport([done === null ? "No symbols added." : `${done}.`, left].filter(Boolean).join(" "));
    setReading(null);
  };
  const replace = (chosen: readonly string[]) => {
    const before = symbols;
    finish(acts.replace(chosen));
    showNotice({
      id: "replaced",
      text: "Watchlist replaced",
      act: { label: "Undo", press: () => void acts.replace(before) },
    });
  };
  return (
    <Dialog title="Import or export the watchlist" onClose={onClose}>
      {reading === null ? (
        <>
          <p className="pb-2 text-muted">
            Paste symbols, or choose a list or positions file of TradingView, a broker or Excel. It
            stays in this browser.
          </p>
          <textarea
            aria-label="Symbols"
            value={text}
            onChange={(event) => setText(event.target.value)}
            rows={6}
            spellCheck={false}
            className="w-full rounded-md border border-control bg-panel p-2 font-mono text-sm"
          />
          <ListFile label="From a file" onText={(found) => void read(found)} />
          <p role="status" className="min-h-5 text-sm">
            {report}
          </p>
          <div className="flex flex-wrap gap-2 pt-3">
            <Button kind="primary" onPress={() => void read(text)} className="h-11 sm:h-8">
              Find symbols
            </Button>
            <ExportButtons symbols={symbols} />
          </div>
        </>
      ) : (
        <ReviewList
          reading={reading}
          onAdd={(chosen) => finish(acts.add(chosen))}
          onReplace={replace}
          onBack={() => setReading(null)}
        />
      )}
    </Dialog>
  );
}

function ExportButtons({ symbols }: { symbols: readonly string[] }) {
  const { tab } = useTab();
  const copy = async () => {
    await navigator.clipboard.writeText(symbols.join(","));
    showNotice({ id: "copied", text: `${symbols.length} symbols copied` });
  };
  const save = () => {
    const copyOf = (symbol: string) => headlineOf(tab.cache, symbol);
    saveFile("watchlist", watchlistCsv(symbols, copyOf), tab.time.now());
  };
  return (
    <>
      <Button onPress={() => void copy()} className="h-11 sm:ml-auto sm:h-8">
        Copy
      </Button>
      <Button onPress={save} className="h-11 sm:h-8">
        Download CSV
      </Button>
    </>
  );
}

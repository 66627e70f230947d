"use client";

import { PRESETS } from "@/components/scanner/scan/presets";
import { Button } from "@/components/ui/button";
import { useWatchlist } from "@/lib/client/hooks/use-watchlist";
import { withSymbols } from "@/lib/client/scans/scan-symbols";

type PresetsProps = { text: string; onText: (text: string) => void };

/** Lists that one press adds. A second press adds no duplicates. */
export function SymbolPresets({ text, onText }: PresetsProps) {
  const watchlist = useWatchlist();
  const lists = [...PRESETS, { name: "My watchlist", symbols: watchlist }];
  return (
    <fieldset className="flex flex-wrap gap-1.5 pt-2">
      <legend className="sr-only">Add a list</legend>
      {lists.map(({ name, symbols }) => (
        <Button
          key={name}
          onPress={() => onText(withSymbols(text, symbols))}
          waiting={symbols.length === 0}
          className="h-11 px-1.5 sm:h-7"
        >
          + {name}
        </Button>
      ))}
    </fieldset>
  );
}

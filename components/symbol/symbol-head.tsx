"use client";

import { RefreshButton } from "@/components/snapshot/refresh-button";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { Figure } from "@/components/ui/figure";
import { easternTime, formatPrice } from "@/components/ui/format";
import { useSnapshot } from "@/lib/client/hooks/use-snapshot";
import { SymbolSentence } from "./symbol-sentence";

/** The symbol, its spot and time, the refresh of the summary, and the regime in a sentence. */
export function SymbolHead({ symbol, isUnknown }: { symbol: string; isUnknown: boolean }) {
  const view = useSnapshot(symbol);
  const snapshot = view.cached?.snapshot ?? null;
  return (
    <header className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="font-mono text-[28px] leading-9 font-semibold">{symbol}</h1>
          <span className="text-[28px] leading-9 font-semibold">
            <span className="sr-only">Spot in $: </span>
            <Figure text={formatPrice(snapshot?.data.spot ?? null)} />
          </span>
          <span className="flex h-5 items-center gap-1.5 text-xs text-muted max-sm:w-full">
            {snapshot === null ? (
              "not loaded yet"
            ) : (
              <>
                <span>as of {asOfWords(snapshot.asOf)} ·</span>
                <SnapshotAge times={snapshot} resource="gex" withNext />
              </>
            )}
          </span>
        </div>
        <div className="w-full sm:w-[144px] xl:w-[232px]">
          <RefreshButton symbol={symbol} view={view} />
        </div>
      </div>
      <SymbolSentence symbol={symbol} ask={view.ask} isUnknown={isUnknown} />
    </header>
  );
}

/** Formats `Nov 20, 15:46:17 ET`. */
function asOfWords(asOf: string): string {
  const { date, second } = easternTime(Date.parse(asOf));
  return `${date}, ${second} ET`;
}

"use client";

import { useState } from "react";
import { useQuota } from "@/lib/client/use-quota";
import { AskAnnouncer } from "./ask-announcer";
import { RefreshSelected } from "./refresh-selected";
import { SnapshotRow } from "./snapshot-row";

/** The symbols in rows. Showing them asks for nothing; each row's control does, when pressed. */
export function Watchlist({ symbols }: { symbols: readonly string[] }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const market = useQuota()?.quota.market.state ?? null;
  const pick = (symbol: string, isPicked: boolean) => {
    const next = new Set(picked);
    if (isPicked) next.add(symbol);
    else next.delete(symbol);
    setPicked(next);
  };
  return (
    <section aria-labelledby="watchlist">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-3">
        <div className="flex items-baseline gap-3">
          <h1 id="watchlist" className="text-lg font-semibold">
            Watchlist
          </h1>
          <p className="text-xs text-muted">net GEX in $ per 1 % move</p>
        </div>
        <RefreshSelected symbols={symbols.filter((symbol) => picked.has(symbol))} />
      </div>
      <ul className="divide-y divide-line rounded-md border border-line bg-panel">
        {symbols.map((symbol) => (
          <SnapshotRow
            key={symbol}
            symbol={symbol}
            picked={picked.has(symbol)}
            market={market}
            onPick={(isPicked) => pick(symbol, isPicked)}
          />
        ))}
      </ul>
      <AskAnnouncer />
    </section>
  );
}

"use client";

import { useCallback } from "react";
import { useKeptOrder } from "@/components/ui/use-kept-order";
import { useTab } from "@/lib/client/hooks/tab-provider";
import { useQuota } from "@/lib/client/hooks/use-quota";
import { headlineOf } from "@/lib/client/tab/headline-of";
import type { Trends } from "@/lib/contract/page/home";
import { type Sort, sortSymbols } from "./sort-symbols";
import { WatchlistHead } from "./watchlist-head";
import { WatchlistRow } from "./watchlist-row";

type TableProps = {
  symbols: readonly string[];
  trends: Trends;
  sort: Sort;
  onSort: (sort: Sort) => void;
  picked: ReadonlySet<string>;
  onPick: (change: (picked: ReadonlySet<string>) => ReadonlySet<string>) => void;
};

export function WatchlistTable({ symbols, trends, sort, onSort, picked, onPick }: TableProps) {
  const { cache: held } = useTab().tab;
  const market = useQuota()?.quota.market.state ?? null;
  const sorted = useKeptOrder(
    sortSymbols(symbols, sort, (symbol) => headlineOf(held, symbol)),
    // A new result must not move its row, or the next press would hit another symbol.
    { keyOf: itself, choice: [sort?.key, sort?.direction, ...symbols].join(" "), isLive: true },
  );
  const pickOne = useCallback(
    (symbol: string, isPicked: boolean) =>
      onPick((before) => {
        const after = new Set(before);
        if (isPicked) after.add(symbol);
        else after.delete(symbol);
        return after;
      }),
    [onPick],
  );
  const count = symbols.filter((symbol) => picked.has(symbol)).length;
  return (
    <table className="watch-table rounded-md border border-line bg-panel">
      <caption className="sr-only">Watchlist with the latest data</caption>
      <WatchlistHead
        sort={sort}
        onSort={onSort}
        allPicked={count === symbols.length}
        somePicked={count > 0}
        onPickAll={(all) => onPick(() => new Set(all ? symbols : []))}
      />
      <tbody className="divide-y divide-line">
        {sorted.map((symbol) => (
          <WatchlistRow
            key={symbol}
            symbol={symbol}
            trend={trends[symbol] ?? null}
            picked={picked.has(symbol)}
            market={market}
            onPick={pickOne}
          />
        ))}
      </tbody>
    </table>
  );
}

function itself(symbol: string): string {
  return symbol;
}

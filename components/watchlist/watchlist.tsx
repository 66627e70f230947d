"use client";

import { useState } from "react";
import { AddSymbols } from "@/components/watchlist/edit/add-symbols";
import { EditList } from "@/components/watchlist/edit/edit-list";
import { useHydrate } from "@/lib/client/hooks/swr-cache";
import { useWatchlist } from "@/lib/client/hooks/use-watchlist";
import type { Home, Trends } from "@/lib/contract/page/home";
import { EmptyWatchlist } from "./empty-watchlist";
import { RefreshSelected } from "./refresh-selected";
import { SortSelect } from "./sort-select";
import { useSort } from "./use-sort";
import { WatchlistTable } from "./watchlist-table";
import { WatchlistTools } from "./watchlist-tools";

/** The rows of the watchlist. Showing them makes no call. Only a press on a row's button does. */
export function Watchlist({
  trends,
  ...opened
}: Pick<Home, "rows" | "serverNow"> & { trends: Trends }) {
  useHydrate(opened);
  const symbols = useWatchlist();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [isEditing, setEditing] = useState(false);
  const [sort, setSort] = useSort();
  const isEmpty = symbols.length === 0;
  return (
    <section aria-labelledby="watchlist">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 pb-3">
        <div className="flex items-baseline gap-3 max-sm:w-full">
          <h1 id="watchlist" className="text-lg font-semibold">
            Watchlist
          </h1>
          <p className="text-xs text-muted">net GEX in $ per 1% move</p>
        </div>
        <div className="flex items-center gap-2 max-sm:w-full sm:ml-auto">
          <AddSymbols />
          {!isEditing && <SortSelect sort={sort} onSort={setSort} />}
          <WatchlistTools isEditing={isEditing} onEdit={setEditing} />
        </div>
        {!isEditing && !isEmpty && (
          <RefreshSelected symbols={symbols.filter((symbol) => picked.has(symbol))} />
        )}
      </div>
      {isEmpty && <EmptyWatchlist />}
      {!isEmpty && isEditing && <EditList symbols={symbols} />}
      {!isEmpty && !isEditing && (
        <WatchlistTable
          symbols={symbols}
          trends={trends}
          sort={sort}
          onSort={setSort}
          picked={picked}
          onPick={setPicked}
        />
      )}
    </section>
  );
}

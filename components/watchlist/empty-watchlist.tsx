"use client";

import { Button } from "@/components/ui/button";
import { useWatchlistActs } from "@/lib/client/hooks/use-watchlist";
import { DEFAULT_WATCHLIST } from "@/lib/contract/page/home";

/** Shown without rows: how to add some. */
export function EmptyWatchlist() {
  const { replace } = useWatchlistActs();
  return (
    <div className="rounded-md border border-line bg-panel px-6 py-10 text-center">
      <p className="font-medium">Your watchlist is empty</p>
      <p className="pt-1 pb-4 text-muted">
        Add a symbol, import a list, or start with SPY, QQQ and other popular names.
      </p>
      <Button onPress={() => replace(DEFAULT_WATCHLIST)} className="h-11 sm:h-8">
        Use the default list
      </Button>
    </div>
  );
}

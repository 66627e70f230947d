"use client";

import { Button } from "@/components/ui/button";
import { useWatchlistActs } from "@/lib/client/use-watchlist";
import { DEFAULT_WATCHLIST } from "@/lib/contract/home";

/** No rows: what to do about it. */
export function EmptyWatchlist() {
  const { replace } = useWatchlistActs();
  return (
    <div className="rounded-md border border-line bg-panel px-6 py-10 text-center">
      <p className="font-medium">No symbols here</p>
      <p className="pt-1 pb-4 text-muted">
        Add one above, import a list, or begin with the usual ones. None of these costs a call.
      </p>
      <Button onPress={() => replace(DEFAULT_WATCHLIST)} className="h-11 sm:h-8">
        Show the usual ones
      </Button>
    </div>
  );
}

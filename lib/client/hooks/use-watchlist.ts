"use client";

import { useMemo } from "react";
import { readCached } from "@/lib/client/asks/read-cached";
import type { Tab } from "@/lib/client/tab/tab";
import { type Added, addSymbols, moveSymbol } from "@/lib/client/watchlist/watchlist";
import { browserPolicy } from "@/lib/policy";
import { useTab } from "./tab-provider";
import { usePreferences } from "./use-preferences";

export type WatchlistActs = {
  /** Appends the valid symbols, and reports the result for each text. Free. */
  add(texts: readonly string[]): Added;
  /** Replaces the list with the symbols in the texts. */
  replace(texts: readonly string[]): Added;
  remove(symbol: string): void;
  /** Moves a symbol to an index, from 0. */
  move(symbol: string, place: number): void;
};

export function useWatchlist(): readonly string[] {
  return usePreferences().watchlist;
}

export function useWatchlistActs(): WatchlistActs {
  const { tab } = useTab();
  return useMemo(() => actsOf(tab), [tab]);
}

function actsOf(tab: Tab): WatchlistActs {
  const list = () => tab.preferences.latest().watchlist;
  const keep = (watchlist: readonly string[]) => tab.preferences.change({ watchlist });
  const add = (before: readonly string[], texts: readonly string[]) => {
    const outcome = addSymbols(before, texts);
    if (outcome.added.length > 0) keep(outcome.watchlist);
    const unknown = outcome.added.filter((symbol) => tab.cache.snapshot(symbol) === null);
    for (const symbol of unknown.slice(0, browserPolicy.cachedReadsMost)) {
      void readCached(tab, { resource: "gex", symbol });
    }
    return outcome;
  };
  return {
    add: (texts) => add(list(), texts),
    replace: (texts) => add([], texts),
    remove: (symbol) => keep(list().filter((other) => other !== symbol)),
    move: (symbol, place) => keep(moveSymbol(list(), symbol, place)),
  };
}

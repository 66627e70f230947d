"use client";

import { useEffect } from "react";
import { askReading, readingName } from "@/lib/client/asks/ask-reading";
import { readAgain } from "@/lib/client/asks/read-again";
import { type AskStatus, askOf } from "@/lib/client/tab/ask-store";
import type { LocalReading } from "@/lib/client/tab/local-cache";
import { wantedOf } from "@/lib/contract/market/name-wanted";
import type { Composite, SymbolResource } from "@/lib/contract/market/resource";
import { COMPOSITE_PARTS } from "@/lib/contract/values/resources";
import { useLocalReading, useLocalSnapshot } from "./swr-cache";
import { useTab } from "./tab-provider";
import { useAskState } from "./use-snapshot";

export type ReadingView<Name extends Composite> = {
  /** Null: no part is cached. */
  reading: LocalReading<Name> | null;
  /** Status of the reading's own refresh. Its parts have their own status. */
  ask: AskStatus;
  /** Makes one call for each part that is missing or stale. Only for a press. */
  refresh(): void;
};

/** The last reading received for a symbol. */
export function useReading<Name extends Composite>(
  composite: Name,
  symbol: string,
): ReadingView<Name> {
  const { tab } = useTab();
  const reading = useLocalReading(composite, symbol);
  const state = useAskState();
  return {
    reading,
    ask: askOf(state, readingName(composite, symbol)),
    refresh: () => void askReading(tab, composite, symbol),
  };
}

/**
 * Reads it again, free, whenever one of its parts is loaded. Use it once per page: all components share the
 * result.
 */
export function useReadAgain(composite: Composite, symbol: string): void {
  const { tab } = useTab();
  const reading = useLocalReading(composite, symbol);
  const fetchTimes = useFetchTimes(symbol);
  const behind = fetchTimes.filter(([resource, fetchedAt]) => {
    if (!COMPOSITE_PARTS[composite].includes(resource)) return false;
    const part = reading?.parts.find((one) => one.resource === resource);
    return fetchedAt !== null && fetchedAt > (part?.fetchedAt ?? "");
  });
  // A string, so that one load is read once even if the answer still lacks it.
  const news = behind.join();
  useEffect(() => {
    return news === "" ? undefined : readAgain(tab, { composite, symbol });
  }, [tab, composite, symbol, news]);
}

/** When each cached part was fetched. */
function useFetchTimes(symbol: string): readonly (readonly [SymbolResource, string | null])[] {
  const gex = useLocalSnapshot(wantedOf("gex", symbol));
  const curve = useLocalSnapshot(wantedOf("curve", symbol));
  const expirations = useLocalSnapshot(wantedOf("expirations", symbol));
  const history = useLocalSnapshot(wantedOf("history", symbol));
  return [
    ["gex", gex?.snapshot.fetchedAt ?? null],
    ["curve", curve?.snapshot.fetchedAt ?? null],
    ["expirations", expirations?.snapshot.fetchedAt ?? null],
    ["history", history?.snapshot.fetchedAt ?? null],
  ];
}

"use client";

import { useEffect } from "react";
import type { Composite } from "@/lib/contract/resource";
import { askReading, readingName, readReading } from "./ask-reading";
import { type Ask, askOf } from "./ask-store";
import type { HeldReading } from "./held";
import { useHeldReading, useHeldSnapshot } from "./swr-cache";
import { useTab } from "./tab-provider";
import { useAskState } from "./use-snapshot";
import { plainWanted } from "./wanted-name";

export type ReadingView<Name extends Composite> = {
  /** Null: no part of it is cached. */
  reading: HeldReading<Name> | null;
  /** Of the reading's own refresh; its parts have asks of their own. */
  ask: Ask;
  /** Spends one call for each part that is missing or no longer fresh: only for a press. */
  refresh(): void;
};

/** What the server reads from a symbol's parts. It is read again, free, whenever a part lands. */
export function useReading<Name extends Composite>(
  composite: Name,
  symbol: string,
): ReadingView<Name> {
  const { tab } = useTab();
  const reading = useHeldReading(composite, symbol);
  const state = useAskState();
  const landed = useLanded(symbol);
  const behind = landed.filter(([resource, fetchedAt]) => {
    const part = reading?.parts.find((one) => one.resource === resource);
    return fetchedAt !== null && fetchedAt > (part?.fetchedAt ?? "");
  });
  // A text, so that one landing is read once, even when the answer still lacks it.
  const news = behind.join();
  useEffect(() => {
    if (news !== "") void readReading(tab, composite, symbol);
  }, [tab, composite, symbol, news]);
  return {
    reading,
    ask: askOf(state, readingName(composite, symbol)),
    refresh: () => void askReading(tab, composite, symbol),
  };
}

/** When each of the plain parts held here was fetched. */
function useLanded(symbol: string): readonly (readonly [string, string | null])[] {
  const gex = useHeldSnapshot(plainWanted("gex", symbol));
  const curve = useHeldSnapshot(plainWanted("curve", symbol));
  const expirations = useHeldSnapshot(plainWanted("expirations", symbol));
  const history = useHeldSnapshot(plainWanted("history", symbol));
  return [
    ["gex", gex?.snapshot.fetchedAt ?? null],
    ["curve", curve?.snapshot.fetchedAt ?? null],
    ["expirations", expirations?.snapshot.fetchedAt ?? null],
    ["history", history?.snapshot.fetchedAt ?? null],
  ];
}

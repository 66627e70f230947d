"use client";

import { useEffect } from "react";
import type { Composite, Resource } from "@/lib/contract/resource";
import { askReading, readingName } from "./ask-reading";
import { type Ask, askOf } from "./ask-store";
import type { HeldReading } from "./held";
import { readAgain } from "./read-again";
import { READING_PARTS } from "./reading-parts";
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

/** What the server reads from a symbol's parts, as it was last told. */
export function useReading<Name extends Composite>(
  composite: Name,
  symbol: string,
): ReadingView<Name> {
  const { tab } = useTab();
  const reading = useHeldReading(composite, symbol);
  const state = useAskState();
  return {
    reading,
    ask: askOf(state, readingName(composite, symbol)),
    refresh: () => void askReading(tab, composite, symbol),
  };
}

/** Reads it again, free, whenever a part of it lands. Once on a page: whoever shows it, hears of it. */
export function useReadAgain(composite: Composite, symbol: string): void {
  const { tab } = useTab();
  const reading = useHeldReading(composite, symbol);
  const landed = useLanded(symbol);
  const behind = landed.filter(([resource, fetchedAt]) => {
    if (!READING_PARTS[composite].includes(resource)) return false;
    const part = reading?.parts.find((one) => one.resource === resource);
    return fetchedAt !== null && fetchedAt > (part?.fetchedAt ?? "");
  });
  // A text, so that one landing is read once, even when the answer still lacks it.
  const news = behind.join();
  useEffect(() => {
    return news === "" ? undefined : readAgain(tab, { composite, symbol });
  }, [tab, composite, symbol, news]);
}

/** When each of the plain parts held here was fetched. */
function useLanded(symbol: string): readonly (readonly [Resource, string | null])[] {
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

"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { Resource } from "@/lib/contract/resource";
import type { Wanted } from "@/lib/contract/wanted";
import { askSelected, askSnapshot, giveUp } from "./ask-snapshot";
import { type Ask, type AskState, askOf, NO_ASKS } from "./ask-store";
import type { HeldSnapshot } from "./held";
import { refreshable } from "./refreshable";
import { useHeldSnapshot } from "./swr-cache";
import { useTab } from "./tab-provider";
import { wantedName } from "./wanted-name";

export type SnapshotView<Name extends Resource = Resource> = {
  resource: Name;
  /** Null: missing. */
  held: HeldSnapshot<Name> | null;
  ask: Ask;
  /** Server time in ms; no forced refresh of this caller is let through before it. */
  callerReadyAt: number;
  /** Spends at most one call: only for a press. */
  refresh(): void;
  giveUp(): void;
};

/** One symbol's headline: what is held of it, and what this tab waits for. */
export function useSnapshot(symbol: string): SnapshotView<"gex"> {
  return usePart({ resource: "gex", symbol });
}

/** One thing that one call brings: what is held of it, and what this tab waits for. */
export function usePart<Name extends Wanted>(wanted: Name): SnapshotView<Name["resource"]> {
  const { tab } = useTab();
  const held = useHeldSnapshot(wanted);
  const state = useAskState();
  const name = wantedName(wanted);
  return {
    resource: wanted.resource,
    held,
    ask: askOf(state, name),
    callerReadyAt: state.callerReadyAt,
    refresh: () => void askSnapshot(tab, wanted),
    giveUp: () => void giveUp(tab, name),
  };
}

/** All that this tab waits for. */
export function useAskState(): AskState {
  const { asks } = useTab().tab;
  return useSyncExternalStore(asks.subscribe, asks.state, () => NO_ASKS);
}

/** Gives a place in line up. Free. */
export function useGiveUp(): (symbol: string) => void {
  const { tab } = useTab();
  return useCallback((symbol) => void giveUp(tab, symbol), [tab]);
}

/** Refresh selected. Spends at most one call a symbol: only for a press. */
export function useAskSelected(): (symbols: readonly string[]) => void {
  const { tab } = useTab();
  return useCallback((symbols) => void askSelected(tab, symbols), [tab]);
}

/** Which of the symbols a press would ask for now, and when the first of the others is ready. */
export function useRefreshable(symbols: readonly string[], time: number) {
  const { held } = useTab().tab;
  return refreshable(symbols, held, useAskState(), time);
}

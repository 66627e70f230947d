"use client";

import { useCallback, useSyncExternalStore } from "react";
import { askSelected, askSnapshot, cancelAsk } from "@/lib/client/asks/ask-snapshot";
import { refreshable } from "@/lib/client/asks/refreshable";
import { type AskState, type AskStatus, askOf, NO_ASKS } from "@/lib/client/tab/ask-store";
import type { LocalSnapshot } from "@/lib/client/tab/local-cache";
import { isNarrow, wantedName } from "@/lib/client/tab/wanted-name";
import type { Resource } from "@/lib/contract/market/resource";
import type { Wanted } from "@/lib/contract/market/wanted";
import { useLocalSnapshot } from "./swr-cache";
import { useTab } from "./tab-provider";

export type SnapshotView<Name extends Resource = Resource> = {
  resource: Name;
  /** Whether its call may also wait for a window of its own. */
  isNarrow: boolean;
  /** Null: missing. */
  cached: LocalSnapshot<Name> | null;
  ask: AskStatus;
  /** Server time in ms. No forced refresh of this caller is accepted earlier. */
  callerReadyAt: number;
  /** Makes at most one call. Only for a press. */
  refresh(): void;
  cancel(): void;
};

/** One symbol's summary: the cached copy and the status of this tab's request. */
export function useSnapshot(symbol: string): SnapshotView<"gex"> {
  return usePart({ resource: "gex", symbol });
}

/** One resource: the cached copy and the status of this tab's request. */
export function usePart<Name extends Wanted>(wanted: Name): SnapshotView<Name["resource"]> {
  const { tab } = useTab();
  const cached = useLocalSnapshot(wanted);
  const state = useAskState();
  const name = wantedName(wanted);
  return {
    resource: wanted.resource,
    isNarrow: isNarrow(name),
    cached,
    ask: askOf(state, name),
    callerReadyAt: state.callerReadyAt,
    refresh: () => void askSnapshot(tab, wanted),
    cancel: () => void cancelAsk(tab, name),
  };
}

/** The status of all requests of this tab. */
export function useAskState(): AskState {
  const { asks } = useTab().tab;
  return useSyncExternalStore(asks.subscribe, asks.state, () => NO_ASKS);
}

/** Cancels a queued request. Free. */
export function useCancelAsk(): (symbol: string) => void {
  const { tab } = useTab();
  return useCallback((symbol) => void cancelAsk(tab, symbol), [tab]);
}

/** Refresh selected. Makes at most one call per symbol. Only for a press. */
export function useAskSelected(): (symbols: readonly string[]) => void {
  const { tab } = useTab();
  return useCallback((symbols) => void askSelected(tab, symbols), [tab]);
}

/** Which symbols a press would request now, and when the next one is ready. */
export function useRefreshable(symbols: readonly string[], time: number) {
  const { cache } = useTab().tab;
  return refreshable(symbols, cache, useAskState(), time);
}

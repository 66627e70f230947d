"use client";

import { useSyncExternalStore } from "react";
import { useTab } from "./tab-provider";
import { subscribeToTicks } from "./ticker";

const wholeSecond = (ms: number) => Math.floor(ms / 1_000) * 1_000;

/** The server's time in ms, to the second; while hydrating, the one the server rendered with. */
export function useNow(): number {
  const { tab, serverNow } = useTab();
  return useSyncExternalStore(
    subscribeToTicks,
    () => wholeSecond(tab.time.now()),
    () => wholeSecond(serverNow),
  );
}

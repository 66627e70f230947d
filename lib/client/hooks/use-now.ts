"use client";

import { useSyncExternalStore } from "react";
import { subscribeToTicks } from "@/lib/client/time/ticker";
import { useTab } from "./tab-provider";

const wholeSecond = (ms: number) => Math.floor(ms / 1_000) * 1_000;

/** Server time in ms, to the second. While hydrating: the time that the server rendered with. */
export function useNow(): number {
  const { tab, serverNow } = useTab();
  return useSyncExternalStore(
    subscribeToTicks,
    () => wholeSecond(tab.time.now()),
    () => wholeSecond(serverNow),
  );
}

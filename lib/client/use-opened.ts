"use client";

import { useEffect } from "react";
import { RECENT_MOST } from "@/lib/contract/preferences";
import { useTab } from "./tab-provider";

/** A symbol's page is open: the search offers it first from now on, however it was opened. */
export function useOpened(symbol: string): void {
  const { preferences } = useTab().tab;
  useEffect(() => {
    const { recent } = preferences.latest();
    if (recent[0] === symbol) return;
    const others = recent.filter((other) => other !== symbol);
    preferences.change({ recent: [symbol, ...others].slice(0, RECENT_MOST) });
  }, [preferences, symbol]);
}

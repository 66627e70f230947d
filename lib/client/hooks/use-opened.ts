"use client";

import { useEffect } from "react";
import { RECENT_MOST } from "@/lib/contract/visitor/preferences";
import { useTab } from "./tab-provider";

/** Records that a symbol's page was opened, so that the search lists it first. */
export function useOpened(symbol: string): void {
  const { preferences } = useTab().tab;
  useEffect(() => {
    const { recent } = preferences.latest();
    if (recent[0] === symbol) return;
    const others = recent.filter((other) => other !== symbol);
    preferences.change({ recent: [symbol, ...others].slice(0, RECENT_MOST) });
  }, [preferences, symbol]);
}

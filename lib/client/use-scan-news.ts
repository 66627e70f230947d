"use client";

import { useEffect } from "react";
import type { ScanNews } from "./scan-news";
import { useTab } from "./tab-provider";

/** Hears what was done to scans in other tabs. `onNews` must stay the same while nothing else does. */
export function useScanNews(onNews: (news: ScanNews) => void): void {
  const { tab } = useTab();
  useEffect(() => tab.scans.subscribe(onNews), [tab, onNews]);
}

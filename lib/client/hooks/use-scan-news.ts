"use client";

import { useEffect } from "react";
import type { ScanNews } from "@/lib/client/tab/scan-news";
import { useTab } from "./tab-provider";

/** Calls `onNews` for acts on scans in other tabs. `onNews` must be a stable reference. */
export function useScanNews(onNews: (news: ScanNews) => void): void {
  const { tab } = useTab();
  useEffect(() => tab.scans.subscribe(onNews), [tab, onNews]);
}

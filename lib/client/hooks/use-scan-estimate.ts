"use client";

import { useEffect, useState } from "react";
import { estimateScan } from "@/lib/client/scans/ask-scan";
import { sleep } from "@/lib/client/time/sleep";
import type { ScanEstimate } from "@/lib/contract/scan/scan";
import { browserPolicy } from "@/lib/policy";
import { useTab } from "./tab-provider";
import { useNow } from "./use-now";
import { usePreferences } from "./use-preferences";
import { useVisible } from "./use-visible";

const MINUTE = 60_000;

/** The estimate for `asked`, and when it was received (server time, ms). */
type Known = { asked: string; at: number; estimate: ScanEstimate | null };

/**
 * What a scan of the symbols would cost now; null: unknown. Free. Read when typing pauses or the
 * page becomes visible, and again each minute.
 */
export function useScanEstimate(symbols: readonly string[]): ScanEstimate | null {
  const { tab } = useTab();
  const asked = symbols.join();
  const { statusReads } = usePreferences();
  const isVisible = useVisible();
  const now = useNow();
  const minute = statusReads ? Math.floor(now / MINUTE) : 0;
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    if (asked === "" || !isVisible) return;
    // A dependency, so that the estimate is read again each minute.
    void minute;
    const leave = new AbortController();
    void (async () => {
      await sleep(browserPolicy.scanEstimateRestMs, leave.signal);
      if (leave.signal.aborted) return;
      const answer = await estimateScan(tab, asked.split(","), leave.signal);
      if (leave.signal.aborted) return;
      const estimate = answer.kind === "answered" ? answer.body : null;
      setKnown({ asked, at: tab.time.now(), estimate });
    })();
    return () => leave.abort();
  }, [tab, asked, minute, isVisible]);
  const isKnown = known?.asked === asked && now - known.at < browserPolicy.quotaKnownMs;
  return isKnown ? known.estimate : null;
}

"use client";

import { useEffect, useState } from "react";
import type { ScanEstimate } from "@/lib/contract/scan";
import { browserPolicy } from "@/lib/policy";
import { estimateScan } from "./ask-scan";
import { sleep } from "./sleep";
import { useTab } from "./tab-provider";
import { useNow } from "./use-now";
import { usePreferences } from "./use-preferences";

const MINUTE = 60_000;

/**
 * What a scan of the symbols would cost now; null: not known. Free: asked when typing has rested,
 * and again each minute while somebody looks, as the quota's status is.
 */
export function useScanEstimate(symbols: readonly string[]): ScanEstimate | null {
  const { tab } = useTab();
  const asked = symbols.join();
  const { statusReads } = usePreferences();
  const now = useNow();
  const minute = statusReads ? Math.floor(now / MINUTE) : 0;
  const [told, setTold] = useState<{ asked: string; estimate: ScanEstimate | null } | null>(null);
  useEffect(() => {
    if (asked === "" || document.visibilityState !== "visible") return;
    // Counted so that a minute later it is asked again.
    void minute;
    const leave = new AbortController();
    void (async () => {
      await sleep(browserPolicy.scanEstimateRestMs, leave.signal);
      if (leave.signal.aborted) return;
      const answer = await estimateScan(tab, asked.split(","), leave.signal);
      if (leave.signal.aborted) return;
      setTold({ asked, estimate: answer.kind === "answered" ? answer.body : null });
    })();
    return () => leave.abort();
  }, [tab, asked, minute]);
  return told?.asked === asked ? told.estimate : null;
}

"use client";

import { useEffect, useRef } from "react";
import { showNotice } from "@/components/notices/notices";
import { showInTitle } from "@/components/notices/title-notice";
import { endWords } from "@/components/scanner/scan/progress-words";
import type { ScanControl } from "@/lib/client/hooks/use-scan";

/** Announces the end of a watched scan in a notice, and in the tab's title while it is hidden. */
export function ScanNotice({ scan, control }: { scan: string | null; control: ScanControl }) {
  const summary = control.view?.summary ?? null;
  const state = summary?.state ?? null;
  const before = useRef<{ scan: string | null; state: string | null }>({ scan: null, state: null });
  useEffect(() => {
    const was = before.current;
    before.current = { scan, state };
    const hasEnded = state === "ended" && was.state !== null && was.state !== "ended";
    if (summary === null || was.scan !== scan || !hasEnded) return;
    const text = endWords(summary);
    showNotice({ id: `scan ${scan}`, text, failed: summary.failed > 0 });
    showInTitle(text);
  }, [scan, state, summary]);
  return null;
}

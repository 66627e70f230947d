"use client";

import { useEffect, useRef } from "react";
import { tellNotice } from "@/components/notices/notices";
import { showInTitle } from "@/components/notices/title-notice";
import type { ScanControl } from "@/lib/client/use-scan";
import { endWords } from "./progress-words";

/** Tells the end of a scan that was watched: in passing, and in the tab's title while nobody looks. */
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
    tellNotice({ id: `scan ${scan}`, text, failed: summary.failed > 0 });
    showInTitle(text);
  }, [scan, state, summary]);
  return null;
}

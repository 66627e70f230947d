"use client";

import { useEffect } from "react";
import type { Tab } from "@/lib/client/tab";
import { useTab } from "@/lib/client/tab-provider";
import { type Outcome, watchOutcomes } from "@/lib/client/watch-outcomes";
import { tellNotice } from "./notices";
import { outcomeWords } from "./outcome-words";
import { showInTitle } from "./title-notice";

/** Tells what was waited for and landed, or failed; in the tab's title too while nobody looks. */
export function OutcomeNotices() {
  const { tab } = useTab();
  useEffect(() => noticeOutcomes(tab), [tab]);
  return null;
}

/** Those that end while others still wait are told in one notice, which grows. */
function noticeOutcomes(tab: Tab): () => void {
  let together: Outcome[] = [];
  let count = 0;
  return watchOutcomes(tab, (outcome) => {
    // Answered at once, it stands where it was pressed; that the call was shared, or in vain, does not.
    const isShared = outcome.kind === "landed" && outcome.sharedWith > 0;
    const isNews = outcome.waited || isShared || outcome.kind === "failed";
    if (!isNews) return;
    if (together.length === 0) count += 1;
    together.push(outcome);
    const { text, detail, failed } = outcomeWords(together);
    tellNotice({ id: `outcome ${count}`, text, failed, ...(detail === null ? {} : { detail }) });
    if (outcome.waited) showInTitle(text);
    const waits = [...tab.asks.state().asks.values()].some((ask) => ask.kind === "in-line");
    if (!waits) together = [];
  });
}

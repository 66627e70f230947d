"use client";

import { useEffect } from "react";
import { type Outcome, watchOutcomes } from "@/lib/client/asks/watch-outcomes";
import { useTab } from "@/lib/client/hooks/tab-provider";
import type { Tab } from "@/lib/client/tab/tab";
import { showNotice } from "./notices";
import { outcomeWords } from "./outcome-words";
import { showInTitle } from "./title-notice";

/** Announces each awaited result or failure, also in the tab's title while it is hidden. */
export function OutcomeNotices() {
  const { tab } = useTab();
  useEffect(() => noticeOutcomes(tab), [tab]);
  return null;
}

/** Results that end while others still wait share one growing notice. */
function noticeOutcomes(tab: Tab): () => void {
  let together: Outcome[] = [];
  let count = 0;
  return watchOutcomes(tab, (outcome) => {
    // An immediate answer is visible where it was pressed. Sharing and failures still need a
    // notice.
    const isShared = outcome.kind === "loaded" && outcome.sharedWith > 0;
    const isNews = outcome.waited || isShared || outcome.kind === "failed";
    if (!isNews) return;
    if (together.length === 0) count += 1;
    together.push(outcome);
    const { text, detail, failed } = outcomeWords(together);
    showNotice({ id: `outcome ${count}`, text, failed, ...(detail === null ? {} : { detail }) });
    if (outcome.waited) showInTitle(text);
    const waits = [...tab.asks.state().asks.values()].some((ask) => ask.kind === "queued");
    if (!waits) together = [];
  });
}

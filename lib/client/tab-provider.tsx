"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Preferences } from "@/lib/contract/preferences";
import type { Quota } from "@/lib/contract/quota";
import { browserPolicy } from "@/lib/policy";
import { createTab } from "./create-tab";
import { keepPreferences, renewPreferences } from "./preference-cookie";
import { createPreferenceStore } from "./preference-store";
import { readStatus, resumeTickets } from "./read-status";
import { createScanNews } from "./scan-news";
import { sleep } from "./sleep";
import { steadyClock } from "./steady-clock";
import { SwrCache, useHeld } from "./swr-cache";
import type { Tab } from "./tab";
import { createTabChannel } from "./tab-channel";
import { subscribeToTicks } from "./ticker";

/** What a tab begins with: the quota (null: the store did not answer), the server's time, the choices. */
export type TabBegin = { quota: Quota | null; serverNow: number; preferences: Preferences };

type TabValue = { tab: Tab; serverNow: number };

const TabContext = createContext<TabValue | null>(null);

/** Everything below reads and acts through one tab, which goes on from page to page. */
export function TabProvider({ begin, children }: { begin: TabBegin; children: ReactNode }) {
  return (
    <SwrCache quota={{ quota: begin.quota, readAt: begin.serverNow }}>
      <OneTab begin={begin}>{children}</OneTab>
    </SwrCache>
  );
}

export function useTab(): TabValue {
  const value = useContext(TabContext);
  if (value === null) throw new Error("useTab needs a TabProvider above it");
  return value;
}

function OneTab({ begin, children }: { begin: TabBegin; children: ReactNode }) {
  const held = useHeld();
  const [channel] = useState(() => createTabChannel(held));
  const [value] = useState<TabValue>(() => {
    const preferences = createPreferenceStore(begin.preferences, (kept) => {
      keepPreferences(kept);
      channel.tellPreferences(preferences.state());
    });
    const tab = createTab({
      fetch: (path, init) => fetch(path, init),
      clock: steadyClock,
      sleep,
      serverNow: begin.serverNow,
      held: channel.shared,
      preferences,
      scans: createScanNews(channel.tellScan),
    });
    return { tab, serverNow: begin.serverNow };
  });
  const { tab } = value;

  useEffect(() => channel.open(tab), [channel, tab]);
  useEffect(() => void resumeTickets(tab), [tab]);
  useEffect(() => keepStatusFresh(tab), [tab]);
  useEffect(renewPreferences, []);

  return <TabContext value={value}>{children}</TabContext>;
}

/** The status alone is read by the clock: it is free, only while somebody looks, and can be switched off. */
function keepStatusFresh(tab: Tab): () => void {
  // Not by the server's time: set back an hour, it would leave the status unread for an hour.
  let readAt = steadyClock.now();
  let sleeps = steadyClock.sleeps();
  return subscribeToTicks(() => {
    if (document.visibilityState !== "visible" || !tab.preferences.state().statusReads) return;
    const hasSlept = steadyClock.sleeps() !== sleeps;
    if (!hasSlept && steadyClock.now() - readAt < browserPolicy.statusReadMs) return;
    readAt = steadyClock.now();
    sleeps = steadyClock.sleeps();
    void readStatus(tab);
  });
}

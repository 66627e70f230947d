"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { createTab } from "@/lib/client/asks/create-tab";
import { readStatus, resumeTickets } from "@/lib/client/asks/read-status";
import { afterFirst } from "@/lib/client/tab/first-request";
import { preferenceCookie, renewPreferences } from "@/lib/client/tab/preference-cookie";
import { createPreferenceStore } from "@/lib/client/tab/preference-store";
import { createScanNews } from "@/lib/client/tab/scan-news";
import type { Tab } from "@/lib/client/tab/tab";
import { createTabChannel } from "@/lib/client/tab/tab-channel";
import type { ServerTime } from "@/lib/client/time/server-time";
import { sleep } from "@/lib/client/time/sleep";
import { steadyClock } from "@/lib/client/time/steady-clock";
import { subscribeToTicks } from "@/lib/client/time/ticker";
import type { Quota } from "@/lib/contract/quota/quota";
import { DEFAULT_PREFERENCES, type Preferences } from "@/lib/contract/visitor/preferences";
import { browserPolicy } from "@/lib/policy";
import { SwrCache, useLocalCache } from "./swr-cache";

/** A tab's initial data: quota (null: the store did not respond), server time, preferences. */
export type TabBegin = { quota: Quota | null; serverNow: number; preferences: Preferences };

type TabValue = { tab: Tab; serverNow: number };

const TabContext = createContext<TabValue | null>(null);

/** Everything below uses one tab object, which survives page changes. */
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

/** The server time known to an earlier tab object in this document. */
const before: { time: ServerTime | null } = { time: null };

function OneTab({ begin, children }: { begin: TabBegin; children: ReactNode }) {
  const cache = useLocalCache();
  const [channel] = useState(() => createTabChannel(cache));
  const isHydrating = useHydrating();
  const [{ value, isNew }] = useState(() => {
    const { preferences, serverNow } = isHydrating ? begin : knownSince(begin);
    const tab = createTab({
      fetch: afterFirst((path, init) => fetch(path, init), sleep),
      clock: steadyClock,
      sleep,
      serverNow,
      cache: channel.shared,
      preferences: createPreferenceStore(preferences, preferenceCookie, channel.publishPreferences),
      scans: createScanNews(channel.publishScan),
    });
    return { value: { tab, serverNow }, isNew: isHydrating };
  });
  const { tab } = value;

  useEffect(() => {
    before.time = tab.time;
    const close = channel.open(tab);
    // Preferences saved by another tab before this one listened.
    tab.preferences.receive(tab.preferences.latest());
    return close;
  }, [channel, tab]);
  useEffect(() => void resumeTickets(tab), [tab]);
  useEffect(() => {
    if (!isNew) void readStatus(tab);
    return keepStatusFresh(tab);
  }, [tab, isNew]);
  useEffect(renewPreferences, []);

  return <TabContext value={value}>{children}</TabContext>;
}

/** Initial data, unless newer is known: going back shows a page as it was first sent. */
function knownSince({ serverNow }: TabBegin): Pick<TabBegin, "preferences" | "serverNow"> {
  return {
    preferences: preferenceCookie.read() ?? DEFAULT_PREFERENCES,
    serverNow: Math.max(serverNow, before.time?.now() ?? 0),
  };
}

/** True while a page the server just sent is hydrated; false when the browser renders by itself. */
function useHydrating(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  );
}

const subscribeToNothing = () => () => {};

/**
 * Only the status is read by a timer. It is free, runs only while the page is visible, and can be
 * switched off.
 */
function keepStatusFresh(tab: Tab): () => void {
  // Not server time: if that were set back an hour, the status would not be read for an hour.
  let readAt = steadyClock.now();
  let sleeps = steadyClock.sleeps();
  return subscribeToTicks(() => {
    if (document.visibilityState !== "visible" || !tab.preferences.state().statusReads) return;
    // Offline, a read would fail and say nothing about the server.
    if (!navigator.onLine) return;
    const hasSlept = steadyClock.sleeps() !== sleeps;
    if (!hasSlept && steadyClock.now() - readAt < browserPolicy.statusReadMs) return;
    readAt = steadyClock.now();
    sleeps = steadyClock.sleeps();
    void readStatus(tab);
  });
}

"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from "react";
import { DEFAULT_PREFERENCES, type Preferences } from "@/lib/contract/preferences";
import type { Quota } from "@/lib/contract/quota";
import { browserPolicy } from "@/lib/policy";
import { createTab } from "./create-tab";
import { preferenceCookie, renewPreferences } from "./preference-cookie";
import { createPreferenceStore } from "./preference-store";
import { readStatus, resumeTickets } from "./read-status";
import { createScanNews } from "./scan-news";
import type { ServerTime } from "./server-time";
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

/** The time as the tab before this one in the document knew it. */
const before: { time: ServerTime | null } = { time: null };

function OneTab({ begin, children }: { begin: TabBegin; children: ReactNode }) {
  const held = useHeld();
  const [channel] = useState(() => createTabChannel(held));
  const isHydrating = useHydrating();
  const [{ value, isNew }] = useState(() => {
    const { preferences, serverNow } = isHydrating ? begin : knownSince(begin);
    const tab = createTab({
      fetch: (path, init) => fetch(path, init),
      clock: steadyClock,
      sleep,
      serverNow,
      held: channel.shared,
      preferences: createPreferenceStore(preferences, preferenceCookie, channel.tellPreferences),
      scans: createScanNews(channel.tellScan),
    });
    return { value: { tab, serverNow }, isNew: isHydrating };
  });
  const { tab } = value;

  useEffect(() => {
    before.time = tab.time;
    const close = channel.open(tab);
    // What another tab kept while this one could not hear yet.
    tab.preferences.hear(tab.preferences.latest());
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

/** What it began with, unless more is known by now: going back, a page is shown as it once came. */
function knownSince({ serverNow }: TabBegin): Pick<TabBegin, "preferences" | "serverNow"> {
  return {
    preferences: preferenceCookie.read() ?? DEFAULT_PREFERENCES,
    serverNow: Math.max(serverNow, before.time?.now() ?? 0),
  };
}

/** Whether what the server drew is taken over, just now sent; else the browser draws it by itself. */
function useHydrating(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => false,
    () => true,
  );
}

const subscribeToNothing = () => () => {};

/** The status alone is read by the clock: it is free, only while somebody looks, and can be switched off. */
function keepStatusFresh(tab: Tab): () => void {
  // Not by the server's time: set back an hour, it would leave the status unread for an hour.
  let readAt = steadyClock.now();
  let sleeps = steadyClock.sleeps();
  return subscribeToTicks(() => {
    if (document.visibilityState !== "visible" || !tab.preferences.state().statusReads) return;
    // Without a network there is nothing to be had, nor anybody to blame.
    if (!navigator.onLine) return;
    const hasSlept = steadyClock.sleeps() !== sleeps;
    if (!hasSlept && steadyClock.now() - readAt < browserPolicy.statusReadMs) return;
    readAt = steadyClock.now();
    sleeps = steadyClock.sleeps();
    void readStatus(tab);
  });
}

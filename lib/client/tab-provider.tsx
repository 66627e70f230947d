"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { browserPolicy } from "@/lib/policy";
import { createTab } from "./create-tab";
import { readStatus, resumeTickets } from "./read-status";
import { sleep } from "./sleep";
import { type Opened, SwrCache, useHeld } from "./swr-cache";
import type { Tab } from "./tab";
import { createTabChannel } from "./tab-channel";
import { subscribeToTicks } from "./ticker";

type TabValue = { tab: Tab; serverNow: number };

const TabContext = createContext<TabValue | null>(null);

/** Everything below reads and acts through one tab, begun with what the server page handed over. */
export function TabProvider({ home, children }: { home: Opened; children: ReactNode }) {
  return (
    <SwrCache home={home}>
      <OneTab home={home}>{children}</OneTab>
    </SwrCache>
  );
}

export function useTab(): TabValue {
  const value = useContext(TabContext);
  if (value === null) throw new Error("useTab needs a TabProvider above it");
  return value;
}

function OneTab({ home, children }: { home: Opened; children: ReactNode }) {
  const held = useHeld();
  const [channel] = useState(() => createTabChannel(held));
  const [value] = useState<TabValue>(() => {
    const tab = createTab({
      fetch: (path, init) => fetch(path, init),
      monotonic: () => performance.now(),
      sleep,
      serverNow: home.serverNow,
      held: channel.shared,
    });
    return { tab, serverNow: home.serverNow };
  });
  const { tab } = value;
  const [symbols] = useState(() => home.rows.map((row) => row.symbol));

  useEffect(() => channel.open(tab), [channel, tab]);
  useEffect(() => void resumeTickets(tab, symbols), [tab, symbols]);
  useEffect(() => keepStatusFresh(tab), [tab]);

  return <TabContext value={value}>{children}</TabContext>;
}

/** The status alone is read by the clock: it is free, and only while somebody looks. */
function keepStatusFresh(tab: Tab): () => void {
  // Not by the server's time: set back an hour, it would leave the status unread for an hour.
  let readAt = performance.now();
  return subscribeToTicks(() => {
    if (document.visibilityState !== "visible") return;
    if (performance.now() - readAt < browserPolicy.statusReadMs) return;
    readAt = performance.now();
    void readStatus(tab);
  });
}

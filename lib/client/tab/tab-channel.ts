import type { Preferences } from "@/lib/contract/visitor/preferences";
import type { LocalCache, LocalQuota, LocalSnapshot } from "./local-cache";
import type { ScanNews } from "./scan-news";
import { storeSnapshot } from "./store-snapshot";
import type { Tab } from "./tab";

/**
 * Messages between the tabs of one browser. All times are server times, so they mean the same in
 * each tab.
 */
type TabNews =
  | { kind: "snapshot"; held: LocalSnapshot }
  | { kind: "quota"; held: LocalQuota }
  | { kind: "cooldown"; readyAt: number }
  | { kind: "preferences"; preferences: Preferences }
  | { kind: "scan"; news: ScanNews };

export type TabChannel = {
  /** Caches like `held`, and sends it to the other tabs. */
  shared: LocalCache;
  tellPreferences(preferences: Preferences): void;
  tellScan(news: ScanNews): void;
  /** Sends and receives until the returned function is called. `tab` must use `shared`. */
  open(tab: Tab): () => void;
};

const NAME = "gammagate.tabs.1";

/** Without BroadcastChannel each tab is on its own. */
export function createTabChannel(held: LocalCache): TabChannel {
  let channel: BroadcastChannel | null = null;
  const tell = (news: TabNews) => channel?.postMessage(news);
  const shared: LocalCache = {
    snapshot: held.snapshot,
    keepSnapshot(next) {
      held.keepSnapshot(next);
      tell({ kind: "snapshot", held: next });
    },
    // The other tabs read their readings again when they receive the parts.
    keepReading: held.keepReading,
    keepQuota(next) {
      held.keepQuota(next);
      tell({ kind: "quota", held: next });
    },
    // Another tab may have received an answer.
    missQuota: held.missQuota,
  };
  const open = (tab: Tab) => {
    if (typeof BroadcastChannel === "undefined") return () => {};
    channel = new BroadcastChannel(NAME);
    channel.onmessage = (event: MessageEvent<TabNews>) => hear(held, tab, event.data);
    const stop = tellCooldowns(tab, tell);
    return () => {
      stop();
      channel?.close();
      channel = null;
    };
  };
  const tellPreferences = (preferences: Preferences) => tell({ kind: "preferences", preferences });
  const tellScan = (news: ScanNews) => tell({ kind: "scan", news });
  return { shared, tellPreferences, tellScan, open };
}

/** Received data is cached without sending it, so that it does not circulate. */
function hear(held: LocalCache, tab: Tab, news: TabNews): void {
  switch (news.kind) {
    case "snapshot":
      storeSnapshot(held, tab.asks, news.held);
      break;
    case "quota":
      held.keepQuota(news.held);
      break;
    case "cooldown":
      tab.asks.coolDown(news.readyAt);
      break;
    case "preferences":
      tab.preferences.hear(news.preferences);
      break;
    case "scan":
      tab.scans.hear(news.news);
      break;
    default:
      news satisfies never;
  }
}

/** The caller's interval applies to all tabs, whichever one it refused. */
function tellCooldowns(tab: Tab, tell: (news: TabNews) => void): () => void {
  let told = 0;
  return tab.asks.subscribe(() => {
    const readyAt = tab.asks.state().callerReadyAt;
    if (readyAt <= told) return;
    told = readyAt;
    tell({ kind: "cooldown", readyAt });
  });
}

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
  publishPreferences(preferences: Preferences): void;
  publishScan(news: ScanNews): void;
  /** Sends and receives until the returned function is called. `tab` must use `shared`. */
  open(tab: Tab): () => void;
};

const NAME = "gammagate.tabs.1";

/** Without BroadcastChannel each tab is on its own. */
export function createTabChannel(held: LocalCache): TabChannel {
  let channel: BroadcastChannel | null = null;
  const publish = (news: TabNews) => channel?.postMessage(news);
  const shared: LocalCache = {
    snapshot: held.snapshot,
    keepSnapshot(next) {
      held.keepSnapshot(next);
      publish({ kind: "snapshot", held: next });
    },
    // The other tabs read their readings again when they receive the parts.
    keepReading: held.keepReading,
    keepQuota(next) {
      held.keepQuota(next);
      publish({ kind: "quota", held: next });
    },
    // Another tab may have received an answer.
    missQuota: held.missQuota,
  };
  const open = (tab: Tab) => {
    if (typeof BroadcastChannel === "undefined") return () => {};
    channel = new BroadcastChannel(NAME);
    channel.onmessage = (event: MessageEvent<TabNews>) => receive(held, tab, event.data);
    const stop = publishCooldowns(tab, publish);
    return () => {
      stop();
      channel?.close();
      channel = null;
    };
  };
  const publishPreferences = (preferences: Preferences) =>
    publish({ kind: "preferences", preferences });
  const publishScan = (news: ScanNews) => publish({ kind: "scan", news });
  return { shared, publishPreferences, publishScan, open };
}

/** Received data is cached without sending it, so that it does not circulate. */
function receive(held: LocalCache, tab: Tab, news: TabNews): void {
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
      tab.preferences.receive(news.preferences);
      break;
    case "scan":
      tab.scans.receive(news.news);
      break;
    default:
      news satisfies never;
  }
}

/** The caller's interval applies to all tabs, whichever one it refused. */
function publishCooldowns(tab: Tab, publish: (news: TabNews) => void): () => void {
  let published = 0;
  return tab.asks.subscribe(() => {
    const readyAt = tab.asks.state().callerReadyAt;
    if (readyAt <= published) return;
    published = readyAt;
    publish({ kind: "cooldown", readyAt });
  });
}

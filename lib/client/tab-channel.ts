import type { Preferences } from "@/lib/contract/preferences";
import type { Held, HeldQuota, HeldSnapshot } from "./held";
import { keepCopy } from "./keep-copy";
import type { ScanNews } from "./scan-news";
import type { Tab } from "./tab";

/** What the tabs of one browser tell each other. All times are the server's, so they mean the same. */
type TabNews =
  | { kind: "snapshot"; held: HeldSnapshot }
  | { kind: "quota"; held: HeldQuota }
  | { kind: "cooldown"; readyAt: number }
  | { kind: "preferences"; preferences: Preferences }
  | { kind: "scan"; news: ScanNews };

export type TabChannel = {
  /** Keeps as `held` does, and tells the other tabs. */
  shared: Held;
  tellPreferences(preferences: Preferences): void;
  tellScan(news: ScanNews): void;
  /** Tells and hears until the returned function is called. `tab` must keep in `shared`. */
  open(tab: Tab): () => void;
};

const NAME = "gammagate.tabs.1";

/** Without BroadcastChannel each tab stands alone. */
export function createTabChannel(held: Held): TabChannel {
  let channel: BroadcastChannel | null = null;
  const tell = (news: TabNews) => channel?.postMessage(news);
  const shared: Held = {
    snapshot: held.snapshot,
    keepSnapshot(next) {
      held.keepSnapshot(next);
      tell({ kind: "snapshot", held: next });
    },
    // The other tabs read theirs when they hear of the parts.
    keepReading: held.keepReading,
    keepQuota(next) {
      held.keepQuota(next);
      tell({ kind: "quota", held: next });
    },
    // Another tab may have been answered.
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

/** What was heard is kept without telling: news must not go round. */
function hear(held: Held, tab: Tab, news: TabNews): void {
  switch (news.kind) {
    case "snapshot":
      keepCopy(held, tab.asks, news.held);
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

/** The caller's interval is one for all tabs, whichever of them met it. */
function tellCooldowns(tab: Tab, tell: (news: TabNews) => void): () => void {
  let told = 0;
  return tab.asks.subscribe(() => {
    const readyAt = tab.asks.state().callerReadyAt;
    if (readyAt <= told) return;
    told = readyAt;
    tell({ kind: "cooldown", readyAt });
  });
}

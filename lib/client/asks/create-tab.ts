import { createAskStore } from "@/lib/client/tab/ask-store";
import type { Server } from "@/lib/client/tab/call-server";
import type { LocalCache } from "@/lib/client/tab/local-cache";
import type { PreferenceStore } from "@/lib/client/tab/preference-store";
import type { ScanNewsChannel } from "@/lib/client/tab/scan-news";
import type { Sleep } from "@/lib/client/tab/stream-messages";
import type { Tab } from "@/lib/client/tab/tab";
import { createServerTime } from "@/lib/client/time/server-time";
import type { SteadyClock } from "@/lib/client/time/steady-clock";
import { createFollower } from "./follow-tickets";

export type TabParts = {
  fetch: Server["fetch"];
  clock: SteadyClock;
  sleep: Sleep;
  /** The server's clock when the tab began, ms since 1970. */
  serverNow: number;
  cache: LocalCache;
  preferences: PreferenceStore;
  scans: ScanNewsChannel;
};

export function createTab({ sleep, serverNow, ...parts }: TabParts): Tab {
  const time = createServerTime(serverNow, parts.clock);
  const { fetch, cache, preferences, scans } = parts;
  const asks = createAskStore();
  const follow = () => follower.follow();
  const tab: Tab = { fetch, time, cache, preferences, scans, asks, follow };
  const follower = createFollower(tab, sleep);
  return tab;
}

import { createAskStore } from "./ask-store";
import type { Server } from "./call-server";
import { createFollower } from "./follow-tickets";
import type { Held } from "./held";
import type { PreferenceStore } from "./preference-store";
import type { ScanNewsDesk } from "./scan-news";
import { createServerTime } from "./server-time";
import type { SteadyClock } from "./steady-clock";
import type { Sleep } from "./stream-messages";
import type { Tab } from "./tab";

export type TabParts = {
  fetch: Server["fetch"];
  clock: SteadyClock;
  sleep: Sleep;
  /** The server's clock at the start, milliseconds since 1970. */
  serverNow: number;
  held: Held;
  preferences: PreferenceStore;
  scans: ScanNewsDesk;
};

export function createTab({ sleep, serverNow, ...parts }: TabParts): Tab {
  const time = createServerTime(serverNow, parts.clock);
  const { fetch, held, preferences, scans } = parts;
  const asks = createAskStore();
  const follow = () => follower.follow();
  const tab: Tab = { fetch, time, held, preferences, scans, asks, follow };
  const follower = createFollower(tab, sleep);
  return tab;
}

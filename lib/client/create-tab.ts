import { createAskStore } from "./ask-store";
import type { Server } from "./call-server";
import { createFollower } from "./follow-tickets";
import type { Held } from "./held";
import type { PreferenceStore } from "./preference-store";
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
};

export function createTab({ sleep, serverNow, ...parts }: TabParts): Tab {
  const time = createServerTime(serverNow, parts.clock);
  const { fetch, held, preferences } = parts;
  const asks = createAskStore();
  const tab: Tab = { fetch, time, held, preferences, asks, follow: () => follower.follow() };
  const follower = createFollower(tab, sleep);
  return tab;
}

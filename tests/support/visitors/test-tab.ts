import { createTab } from "@/lib/client/asks/create-tab";
import type {
  LocalCache,
  LocalQuota,
  LocalReading,
  LocalSnapshot,
  MissedQuota,
} from "@/lib/client/tab/local-cache";
import { supersedes } from "@/lib/client/tab/local-cache";
import { createPreferenceStore } from "@/lib/client/tab/preference-store";
import { createScanNews } from "@/lib/client/tab/scan-news";
import type { Tab } from "@/lib/client/tab/tab";
import { wantedName, wantedOfSnapshot } from "@/lib/client/tab/wanted-name";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { DEFAULT_PREFERENCES } from "@/lib/contract/visitor/preferences";

export type TestTab = {
  tab: Tab;
  quotas: LocalQuota[];
  missed: MissedQuota[];
  readings: LocalReading[];
  hold(cache: LocalSnapshot): void;
};

/**
 * A tab with its snapshots in a map. Its clock does not move. `sleep` decides how long its sleeps
 * last. By default they last until they are aborted.
 */
export function testTab(
  fetch: Tab["fetch"],
  now: number,
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void> = untilAborted,
): TestTab {
  const copies = new Map<string, LocalSnapshot>();
  const quotas: LocalQuota[] = [];
  const missed: MissedQuota[] = [];
  const readings: LocalReading[] = [];
  const cache: LocalCache = {
    snapshot: (name) => copies.get(name) ?? null,
    keepSnapshot(next) {
      const name = wantedName(wantedOfSnapshot(next.snapshot));
      if (supersedes(next, copies.get(name) ?? null)) copies.set(name, next);
    },
    keepReading: (next) => readings.push(next),
    keepQuota: (next) => quotas.push(next),
    missQuota: (refusal, since) => missed.push({ since, refusal }),
  };
  const preferences = createPreferenceStore(DEFAULT_PREFERENCES, {
    read: () => null,
    keep: () => {},
  });
  const scans = createScanNews(() => {});
  const parts = { fetch, sleep, cache, preferences, scans };
  const tab = createTab({ ...parts, clock: STILL, serverNow: now });
  // Ignores the Date header: the test's server sends the real time, but the tab's clock is fixed.
  tab.time.learn = () => {};
  return { tab, quotas, missed, readings, hold: cache.keepSnapshot };
}

const STILL = { now: () => 0, sleeps: () => 0 };

function untilAborted(_milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener("abort", () => resolve()));
}

export function ticketFixture(symbol: string, over: Partial<Ticket> = {}): Ticket {
  return {
    ticket: `ticket-${symbol}`,
    state: "queued",
    resource: "gex",
    symbol,
    priority: 4,
    lane: "standard",
    position: 3,
    ahead: 2,
    estimatedWaitSeconds: 9,
    waitReason: null,
    stale: null,
    ...over,
  };
}

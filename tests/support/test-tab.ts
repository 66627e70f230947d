import { createTab } from "@/lib/client/create-tab";
import type { Held, HeldQuota, HeldReading, HeldSnapshot, MissedQuota } from "@/lib/client/held";
import { supersedes } from "@/lib/client/held";
import { createPreferenceStore } from "@/lib/client/preference-store";
import { createScanNews } from "@/lib/client/scan-news";
import type { Tab } from "@/lib/client/tab";
import { wantedName, wantedOfSnapshot } from "@/lib/client/wanted-name";
import { DEFAULT_PREFERENCES } from "@/lib/contract/preferences";
import type { Ticket } from "@/lib/contract/ticket";

export type TestTab = {
  tab: Tab;
  quotas: HeldQuota[];
  missed: MissedQuota[];
  readings: HeldReading[];
  hold(held: HeldSnapshot): void;
};

/**
 * A tab over a real server, its copies kept in a map. Its clock stands still, and its sleeps last
 * as long as `sleep` says: by default until they are called off.
 */
export function testTab(
  fetch: Tab["fetch"],
  now: number,
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void> = untilAborted,
): TestTab {
  const copies = new Map<string, HeldSnapshot>();
  const quotas: HeldQuota[] = [];
  const missed: MissedQuota[] = [];
  const readings: HeldReading[] = [];
  const held: Held = {
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
  const parts = { fetch, sleep, held, preferences, scans };
  const tab = createTab({ ...parts, clock: STILL, serverNow: now });
  // The test's server has the real time in its Date header; these tests are not about clocks.
  tab.time.learn = () => {};
  return { tab, quotas, missed, readings, hold: held.keepSnapshot };
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
    stale: null,
    ...over,
  };
}

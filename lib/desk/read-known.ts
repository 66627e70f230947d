import type { CacheReading } from "@/lib/cache/cache";
import type { Quota } from "@/lib/contract/quota";
import type { Snapshot, StoredSnapshot } from "@/lib/contract/snapshot";
import type { PageReach } from "./count-page";
import type { DeskParts } from "./parts";
import { isFresh, presentSnapshot } from "./present-snapshot";
import { quotaOf, readQuota } from "./read-quota";
import { createStoreBudget, isStoreFault } from "./store-budget";

/** What a page is told of jobs, by their keys, with the store or without it. */
export type Known = {
  readings: ReadonlyMap<string, CacheReading>;
  /** Null: the store did not answer, and these are the last copies this instance saw. */
  quota: Quota | null;
  serverNow: number;
};

/** In two round trips and without a call; never spends. */
export async function readKnown(
  desk: DeskParts,
  keys: readonly string[],
  reach: PageReach,
): Promise<Known> {
  if (reach !== "store") return lastSeen(desk, keys, reach);
  const budget = createStoreBudget(desk.clock);
  try {
    const readings = await budget.spend(desk.cache.readMany(keys));
    const quota = await budget.spend(readQuota(desk));
    readings.forEach((reading, index) => {
      desk.lastKnown.remember(keys[index] ?? "", reading);
    });
    return {
      readings: new Map(readings.map((reading, index) => [keys[index] ?? "", reading])),
      quota,
      serverNow: readings[0]?.now ?? desk.clock.now(),
    };
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return lastSeen(desk, keys, "down");
  }
}

/** Without a word to the store. A flood is told the quota as it was last seen, and as it is by now. */
function lastSeen(desk: DeskParts, keys: readonly string[], reach: "flood" | "down"): Known {
  const recalled = keys.flatMap((key): [string, CacheReading][] => {
    const known = desk.lastKnown.recall(key);
    return known === null ? [] : [[key, known]];
  });
  const look = desk.pump.lastLook(Number.POSITIVE_INFINITY);
  return {
    readings: new Map(recalled),
    quota: reach === "flood" ? quotaOf(desk, look) : null,
    serverNow: Math.max(desk.clock.now(), ...recalled.map(([, { now }]) => now)),
  };
}

/** What is known of a job, as a page shows it. */
export function presentKnown(
  desk: DeskParts,
  { readings, quota }: Known,
  key: string | null,
): Snapshot | null {
  const { snapshot = null, now = 0 } = readings.get(key ?? "") ?? {};
  if (snapshot === null) return null;
  if (quota === null) {
    const lost = { source: "stale", staleReason: "store-down" } as const;
    return presentSnapshot<StoredSnapshot>(desk, snapshot, now, quotaOf(desk, null), lost);
  }
  const source = isFresh(snapshot, now) ? "cache" : "stale";
  return presentSnapshot<StoredSnapshot>(desk, snapshot, now, quota, { source });
}

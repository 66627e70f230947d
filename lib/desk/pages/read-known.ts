import type { CacheReading } from "@/lib/cache/cache";
import type { Quota } from "@/lib/contract/quota/quota";
import type { Snapshot, StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import { presentSnapshot, sourceOf } from "@/lib/desk/answer/present-snapshot";
import { quotaOf, readQuota } from "@/lib/desk/answer/read-quota";
import type { Services } from "@/lib/desk/base/services";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { StoreFault } from "@/lib/store-fault";
import type { PageReach } from "./count-page";

/** The cached data of several jobs, by key, read with or without the store. */
export type Known = {
  readings: ReadonlyMap<string, CacheReading>;
  /** Null: the store did not respond, and these are this process's last copies. */
  quota: Quota | null;
  serverNow: number;
};

/** Reads in two round trips. Never makes a call. */
export async function readKnown(
  desk: Services,
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
    if (!(error instanceof StoreFault)) throw error;
    return lastSeen(desk, keys, "down");
  }
}

/**
 * Reads without the store. A flooding caller gets the last known quota, advanced to the present.
 */
function lastSeen(
  desk: Pick<
    Services,
    "calendar" | "clock" | "facts" | "lastKnown" | "primary" | "pump" | "upstream"
  >,
  keys: readonly string[],
  reach: "flood" | "down",
): Known {
  const recalled = keys.flatMap((key): [string, CacheReading][] => {
    const known = desk.lastKnown.recall(key);
    return known === null ? [] : [[key, known]];
  });
  const gateSnapshot = desk.pump.lastSnapshot();
  return {
    readings: new Map(recalled),
    quota: reach === "flood" ? quotaOf(desk, gateSnapshot) : null,
    serverNow: Math.max(desk.clock.now(), ...recalled.map(([, { now }]) => now)),
  };
}

/** Turns a job's cached data into what a page shows. */
export function presentKnown(
  desk: Pick<Services, "calendar" | "clock" | "facts" | "primary" | "refreshableAt" | "upstream">,
  { readings, quota }: Known,
  key: string | null,
): Snapshot | null {
  const { snapshot = null, now = 0 } = readings.get(key ?? "") ?? {};
  if (snapshot === null) return null;
  if (quota === null) {
    const lost = { source: "stale", staleReason: "store-down" } as const;
    return presentSnapshot<StoredSnapshot>(desk, snapshot, now, quotaOf(desk, null), lost);
  }
  const presentation = sourceOf(desk, snapshot, now);
  return presentSnapshot<StoredSnapshot>(desk, snapshot, now, quota, presentation);
}

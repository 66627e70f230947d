import { costOf } from "@/lib/contract/quota/window-use";
import type { DetailedGateSnapshot } from "./gate-snapshot";

/** What one house uses of the main window now. A key's house is `k` and the key's id. */
export type HouseUse = {
  house: string;
  /** The cost of its calls that count in the main window. */
  used: number;
  /** Its jobs in the queue. */
  waiting: number;
  /** The calls that each window guarantees to it. 0: no share. */
  share: number;
  /** How much of its share it uses: above 1 when others left calls to it. Null without a share. */
  usedOfShare: number | null;
};

/** Lists the houses that have a job or a call that counts, the largest use first. Pure. */
export function houseUse({ detail, summary, now }: DetailedGateSnapshot): HouseUse[] {
  const found = new Map<string, HouseUse>();
  const of = (house: string): HouseUse => {
    const known = found.get(house);
    if (known) return known;
    const made = { house, used: 0, waiting: 0, share: 0, usedOfShare: null };
    found.set(house, made);
    return made;
  };
  for (const { house, charges, freesAt } of detail.slots) {
    if (freesAt > now) of(house).used += costOf(charges, summary.main);
  }
  for (const { house, underWay } of detail.line) if (!underWay) of(house).waiting += 1;
  for (const { house, share } of summary.shares) of(house).share = share;
  return [...found.values()]
    .map((row) => ({ ...row, usedOfShare: row.share > 0 ? row.used / row.share : null }))
    .toSorted((one, other) => other.used - one.used || (one.house < other.house ? -1 : 1));
}

import { costOf } from "@/lib/contract/quota/window-use";
import { gatePolicy } from "@/lib/policy";
import type { DetailedGateSnapshot, GateSnapshot } from "./gate-snapshot";

/** What one house uses of the main window now. A key's house is `k` and the key's id. */
export type HouseUse = {
  house: string;
  /** The cost of its calls that count in the main window. */
  used: number;
  /** The keys of its jobs in the queue, in calling order. */
  waitingFor: string[];
  /** The calls that each window guarantees to it. 0: no share. */
  share: number;
};

/** Lists the houses that have a job or a call that counts, the largest use first. Pure. */
export function houseUse({ detail, summary, now }: DetailedGateSnapshot): HouseUse[] {
  const found = new Map<string, HouseUse>();
  const of = (house: string): HouseUse => {
    const known = found.get(house);
    if (known) return known;
    const made = { house, used: 0, waitingFor: [], share: 0 };
    found.set(house, made);
    return made;
  };
  for (const { house, charges, freesAt } of detail.slots) {
    if (freesAt > now) of(house).used += costOf(charges, summary.main);
  }
  for (const { house, underWay, key } of detail.line) if (!underWay) of(house).waitingFor.push(key);
  for (const { house, share } of summary.shares) of(house).share = share;
  return [...found.values()].toSorted(
    (one, other) => other.used - one.used || (one.house < other.house ? -1 : 1),
  );
}

/** Lists what each house with a share uses of it now, without the detail that Admin reads. Pure. */
export function shareUse({
  summary,
  now,
}: Pick<GateSnapshot, "summary" | "now">): Pick<HouseUse, "house" | "used" | "share">[] {
  const { shares, slots, window, main } = summary;
  const counts = slots.filter(({ stampedAt }) => stampedAt + window + gatePolicy.toleranceMs > now);
  return shares.map(({ house, share }, at) => {
    const own = counts.filter((slot) => slot.share === at + 1);
    const used = own.reduce((sum, { charges }) => sum + costOf(charges, main), 0);
    return { house, share, used };
  });
}

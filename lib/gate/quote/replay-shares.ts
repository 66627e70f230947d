import type { Charge } from "@/lib/contract/quota/quota-window";
import { costOf, mainOf } from "@/lib/contract/quota/window-use";
import { type Summary, takenOf } from "@/lib/gate/reply/summary";
import { type Room, roomAt, takeRoom } from "./replay-room";
import { shareOfWindow } from "./share-limit";

/** A house with a share: its part of each rolling window, and what it uses of that part. */
type Part = { name: string; room: Room };

/** Replays the shares of a summary: returns which calls they cover, and takes their grants. */
export function createReplayedShares(summary: Summary) {
  const { main, latency } = summary;
  const parts = summary.shares.map((_, index) => partsOf(summary, index));
  const houses = new Map<number, number>();
  for (const [index, { jobs }] of summary.shares.entries()) {
    for (const job of jobs) if (!houses.has(job)) houses.set(job, index);
  }

  return {
    /** The first house with a share that has a ticket of this job. Null: none. */
    houseOf: (job: number): number | null => houses.get(job) ?? null,
    /** Whether the share of a house covers such a call at a time. */
    covers(house: number | null, charges: readonly Charge[], at: number): boolean {
      if (house === null || costOf(charges, main) === 0) return false;
      return (parts[house] ?? []).every(({ name, room }) => {
        const cost = costOf(charges, name);
        return cost <= room.limit && (cost === 0 || roomAt(room, cost, room.limit) <= at);
      });
    },
    grant(house: number | null, charges: readonly Charge[], at: number): void {
      if (house === null) return;
      for (const { name, room } of parts[house] ?? []) {
        takeRoom(room, costOf(charges, name), at, latency);
      }
    },
  };
}

function partsOf(summary: Summary, index: number): Part[] {
  const { limit: mainLimit } = mainOf(summary);
  const covered = summary.shares[index]?.covered ?? 0;
  const slots = summary.slots.filter(({ share }) => share === index + 1);
  return Object.values(summary.windows)
    .filter(({ length }) => length > 0)
    .map(({ name, limit, length }) => ({
      name,
      room: {
        limit: shareOfWindow(covered, limit, mainLimit),
        length,
        fullUntil: 0,
        taken: takenOf(slots, { name, length }),
        used: 0,
        resetsAt: 0,
        usedNext: 0,
      },
    }));
}

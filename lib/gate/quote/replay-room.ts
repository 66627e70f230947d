import { gatePolicy } from "@/lib/policy";

const DAY_MS = 86_400_000;

/** The used part of a window during the replay. Times: store ms. */
export type Room = {
  limit: number;
  /** Length of a rolling window, ms; 0 for a calendar window. */
  length: number;
  fullUntil: number;
  /** Rolling window: each cost with the time when it frees, soonest first. */
  taken: { cost: number; freesAt: number }[];
  /** Calendar window: used in this period, when it ends, and used in the next period. */
  used: number;
  resetsAt: number;
  usedNext: number;
};

/** When `cost` fits within `most`. 0 means at once. */
export function roomAt(room: Room, cost: number, most: number): number {
  if (room.length === 0) return room.used + cost <= most ? 0 : room.resetsAt;
  // From the latest on: the first call that does not fit in addition must free before.
  let sum = cost;
  for (let at = room.taken.length - 1; at >= 0; at -= 1) {
    const one = room.taken[at];
    sum += one?.cost ?? 0;
    if (sum > most) return Math.max(room.fullUntil, one?.freesAt ?? 0);
  }
  return room.fullUntil;
}

/** Takes `cost` for a call granted at `at`, which settles `latencyMs` later. */
export function takeRoom(room: Room, cost: number, at: number, latencyMs: number): void {
  if (cost === 0) return;
  if (room.length === 0) {
    if (at >= room.resetsAt) {
      // No queue is long enough for the end of the next period to matter.
      Object.assign(room, { used: room.usedNext, usedNext: 0, resetsAt: at + DAY_MS });
    }
    room.used += cost;
    return;
  }
  const freesAt = at + latencyMs + room.length + gatePolicy.toleranceMs;
  const { taken } = room;
  // Insert in order: a call that timed out counts longer than later calls.
  let place = taken.length;
  while (place > 0 && (taken[place - 1]?.freesAt ?? 0) > freesAt) place -= 1;
  taken.splice(place, 0, { cost, freesAt });
}

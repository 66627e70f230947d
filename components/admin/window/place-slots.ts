import type { Slot } from "@/lib/contract/admin/dashboard-line";

/** Rows by slot, from 0. */
export type Placed = ReadonlyMap<string, number>;

/** Two grants of one window are never at the same moment. */
export function slotId({ grantedAt, window }: Slot): string {
  return `${grantedAt} ${window}`;
}

/** Which row each slot stands in: it keeps its row while it counts, a new one takes the first free. */
export function placeSlots(slots: readonly Slot[], before: Placed): Placed {
  const placed = new Map<string, number>();
  for (const slot of slots) {
    const row = before.get(slotId(slot));
    if (row !== undefined) placed.set(slotId(slot), row);
  }
  const taken = new Set(placed.values());
  let free = 0;
  for (const slot of slots) {
    if (placed.has(slotId(slot))) continue;
    while (taken.has(free)) free += 1;
    taken.add(free);
    placed.set(slotId(slot), free);
  }
  return placed;
}

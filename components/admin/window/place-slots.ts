import type { Slot } from "@/lib/contract/admin/dashboard-line";

/** Rows by slot, from 0. */
export type Placed = ReadonlyMap<string, number>;

/** Two grants of one window never have the same time. */
export function slotId({ grantedAt, window }: Slot): string {
  return `${grantedAt} ${window}`;
}

/**
 * Assigns a row to each slot. A slot keeps its row while it counts. A new slot takes the first free
 * row.
 */
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

import { DataTable } from "@/components/ui/data-table";
import type { Slot } from "@/lib/contract/admin/dashboard-line";
import { type Placed, slotId } from "./place-slots";
import { clock, freesWords, STATE_WORDS } from "./slot-words";

const COLUMNS = [
  { name: "Slot" },
  { name: "API call", isText: true },
  { name: "Caller", isText: true },
  { name: "Granted", title: "New York time" },
  { name: "Free at", title: "New York time" },
  { name: "State", isText: true },
];

/** The window as a table. The next slot to free comes first. */
export function SlotTable({ slots, placed }: { slots: readonly Slot[]; placed: Placed }) {
  const soonest = slots.toSorted(
    (one, other) => Date.parse(one.freesAt) - Date.parse(other.freesAt),
  );
  return (
    <DataTable
      caption="Slots in use, soonest free first"
      columns={COLUMNS}
      rows={soonest.map((slot) => ({
        key: slotId(slot),
        cells: [
          (placed.get(slotId(slot)) ?? 0) + 1,
          `${slot.symbol} ${slot.endpoint}`,
          slot.label,
          clock(slot.grantedAt),
          freesWords(slot),
          STATE_WORDS[slot.state],
        ],
      }))}
    />
  );
}

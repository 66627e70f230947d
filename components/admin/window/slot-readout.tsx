import { LabeledValue } from "@/components/ui/labeled-value";
import type { Slot } from "@/lib/contract/admin/dashboard-line";
import { clock, freesWords, STATE_WORDS } from "./slot-words";
import { useWindowLabel } from "./use-window-label";

/** Shows the active slot outside the drawing. */
export function SlotReadout({ slot }: { slot: Slot | undefined }) {
  const label = useWindowLabel(slot?.window);
  return (
    <dl className="flex h-[60px] flex-wrap content-center gap-x-4 overflow-hidden border-t border-line px-3 text-sm sm:h-9">
      {slot !== undefined && (
        <>
          <LabeledValue label="API call">
            {slot.symbol} {slot.endpoint}
          </LabeledValue>
          <LabeledValue label="for">{slot.label}</LabeledValue>
          <LabeledValue label="Granted">{clock(slot.grantedAt)}</LabeledValue>
          <LabeledValue label="Free at">{freesWords(slot)}</LabeledValue>
          <LabeledValue label="State">
            {STATE_WORDS[slot.state]}
            {label !== null && `, ${label}`}
          </LabeledValue>
        </>
      )}
    </dl>
  );
}

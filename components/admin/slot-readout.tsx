import type { ReactNode } from "react";
import type { Slot } from "@/lib/contract/dashboard-line";
import { clock, freesWords, STATE_WORDS } from "./slot-words";

/** The slot that is read, in a place of its own. */
export function SlotReadout({ slot }: { slot: Slot | undefined }) {
  return (
    <dl className="flex h-[60px] flex-wrap content-center gap-x-4 overflow-hidden border-t border-line px-3 text-sm sm:h-9">
      {slot !== undefined && (
        <>
          <Told label="Call">
            {slot.symbol} {slot.endpoint}
          </Told>
          <Told label="for">{slot.label}</Told>
          <Told label="Granted">{clock(slot.grantedAt)}</Told>
          <Told label="Frees">{freesWords(slot)}</Told>
          <Told label="State">
            {STATE_WORDS[slot.state]}
            {slot.window !== "account" && `, ${slot.window}`}
          </Told>
        </>
      )}
    </dl>
  );
}

function Told({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useDashboard, useRoomNow } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { TableToggle } from "@/components/symbol/curve/curve-controls";
import type { Slot } from "@/lib/contract/admin/dashboard-line";
import { placeSlots, slotId } from "./place-slots";
import { SlotReadout } from "./slot-readout";
import { SlotTable } from "./slot-table";
import { holders } from "./slot-words";
import { usedNow } from "./used-now";

const SlotChart = dynamic(() => import("./slot-chart").then((module) => module.SlotChart), {
  ssr: false,
});

const ABOUT =
  "Each bar is one upstream call, from its grant until its slot is free again, one window after the " +
  "upstream answered. Time moves to the right. The end of a dashed bar is an estimate: its call is in " +
  "flight, or its outcome was never reported.";

/** Shows which caller holds each slot of the window, and when it frees. */
export function WindowPanel() {
  const dashboard = useDashboard();
  const { slots, limit, configuredLimit, quota } = dashboard;
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useRoomNow();
  const placed = usePlaced(slots);
  const active = slots.find((slot) => slotId(slot) === chosen) ?? slots.at(-1);
  return (
    <RoomPanel
      title="Rolling window"
      about={ABOUT}
      tools={<TableToggle asTable={asTable} onTable={setAsTable} />}
    >
      <Holders
        slots={slots}
        windowSeconds={quota.windowSeconds}
        shut={usedNow(dashboard, now).shut}
      />
      <SlotReadout slot={active} />
      <div className="relative min-h-[392px] flex-1">
        <div className="absolute inset-0 px-1 pb-1">
          {asTable ? (
            <SlotTable slots={slots} placed={placed} />
          ) : (
            <SlotChart
              slots={slots}
              placed={placed}
              rows={configuredLimit}
              limit={limit}
              now={now}
              windowMs={quota.windowSeconds * 1_000}
              active={active}
              isChosen={chosen !== null}
              onActive={(slot) => setChosen(slotId(slot))}
            />
          )}
        </div>
      </div>
    </RoomPanel>
  );
}

/** A slot keeps its row from one update to the next. */
function usePlaced(slots: readonly Slot[]) {
  const [shown, setShown] = useState(() => ({ slots, placed: placeSlots(slots, new Map()) }));
  if (shown.slots !== slots) setShown({ slots, placed: placeSlots(slots, shown.placed) });
  return shown.placed;
}

/** How many callers are named. The others are only counted. */
const NAMED = 4;

type HoldersProps = { slots: readonly Slot[]; windowSeconds: number; shut: string | null };

/** Answers the first question: which callers used this window's calls. */
function Holders({ slots, windowSeconds, shut }: HoldersProps) {
  const all = holders(slots);
  const more = all.slice(NAMED).reduce((sum, { held }) => sum + held, 0);
  return (
    <p className="flex h-11 flex-wrap content-center gap-x-4 overflow-hidden px-3 text-sm sm:h-8">
      {all.length === 0 && (
        <span className={shut === null ? "text-muted" : "text-stale"}>
          {shut === null
            ? `No API calls in the last ${windowSeconds}s. Every slot is free.`
            : "No API calls recorded, and none can start now."}
        </span>
      )}
      {all.slice(0, NAMED).map(({ caller, label, held }) => (
        <span key={caller} className="whitespace-nowrap">
          <span className="font-semibold">{held}</span> {label}
        </span>
      ))}
      {more > 0 && (
        <span className="whitespace-nowrap">
          <span className="font-semibold">{more}</span> by {all.length - NAMED} more
        </span>
      )}
    </p>
  );
}

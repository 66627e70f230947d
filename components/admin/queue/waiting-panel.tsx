"use client";

import { useDashboard } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { formatElapsed, formatWhole } from "@/components/ui/format";

const ABOUT =
  "Jobs in the queue now, by lane: interactive (someone is waiting), standard (a script), batch (a " +
  "scan). Queue times are from the API calls in the time range: from queued to granted.";

/** Shows the queue's length by lane, and the waits. */
export function WaitingPanel() {
  const { waiting, totals } = useDashboard();
  const lanes = [
    ["interactive", waiting.interactive],
    ["standard", waiting.standard],
    ["batch", waiting.batch],
  ] as const;
  return (
    <RoomPanel title="Waiting" about={ABOUT}>
      <div className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
        <dl className="flex gap-4">
          {lanes.map(([lane, count]) => (
            <div key={lane} className="flex flex-col-reverse">
              <dt className="text-xs text-muted">{lane}</dt>
              <dd className="text-lg leading-6 font-semibold">{formatWhole(count)}</dd>
            </div>
          ))}
        </dl>
        {totals.waitP50Seconds !== null && (
          <p className="text-xs text-muted">
            queue time p50 {formatElapsed(totals.waitP50Seconds)}
            <br />
            p95 {formatElapsed(totals.waitP95Seconds)}
          </p>
        )}
      </div>
    </RoomPanel>
  );
}

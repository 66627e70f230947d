"use client";

import { formatElapsed, formatWhole } from "@/components/ui/format";
import { useDashboard } from "./room-context";
import { RoomPanel } from "./room-panel";

const ABOUT =
  "Jobs in line now, by lane: interactive (somebody watches), standard (a plain refresh), batch (a " +
  "scan). The waits are of the calls of the chosen range, from entering the line to the grant.";

/** How long the line is, by lane, and how long people wait. */
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
            half waited at most {formatElapsed(totals.waitP50Seconds)},
            <br />
            95 % at most {formatElapsed(totals.waitP95Seconds)}
          </p>
        )}
      </div>
    </RoomPanel>
  );
}

"use client";

import { useDashboard } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { formatWhole } from "@/components/ui/format";
import { LineEntry } from "./line-entry";

const ABOUT =
  "Jobs in the order in which they run. Callers take turns, and urgent jobs go first. A job is due at " +
  "the time it was queued, plus a delay for its priority and for the caller's earlier jobs. Due jobs " +
  "go before all others, so no job waits forever. " +
  "Tickets for the same data share one API call.";

/** A scrolling area needs keyboard focus. */
const REACHABLE = { tabIndex: 0 };

/** Lists the queued jobs: callers, data, reason and expected wait. */
export function LinePanel() {
  const { line, waiting } = useDashboard();
  const inLine = waiting.interactive + waiting.standard + waiting.batch;
  const more = inLine - line.filter(({ position }) => position > 0).length;
  return (
    <RoomPanel
      title="Queue"
      about={ABOUT}
      tools={<span className="text-xs text-muted">{formatWhole(inLine)} queued</span>}
    >
      <FocusKeeper>
        <section
          aria-label="Queued jobs"
          {...REACHABLE}
          className="relative h-[320px] overflow-auto"
        >
          {line.length === 0 ? (
            <p className="flex h-full items-center justify-center px-3 text-muted">
              The queue is empty.
            </p>
          ) : (
            <ol className="divide-y divide-line">
              {line.map((job) => (
                <LineEntry key={`${job.endpoint} ${job.symbol} ${job.score.enteredAt}`} job={job} />
              ))}
            </ol>
          )}
          {more > 0 && <p className="px-3 py-2 text-xs text-muted">and {formatWhole(more)} more</p>}
        </section>
      </FocusKeeper>
    </RoomPanel>
  );
}

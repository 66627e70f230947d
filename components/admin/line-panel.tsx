"use client";

import { FocusKeeper } from "@/components/ui/focus-keeper";
import { formatWhole } from "@/components/ui/format";
import { LineEntry } from "./line-entry";
import { useDashboard } from "./room-context";
import { RoomPanel } from "./room-panel";

const ABOUT =
  "Every job in the order in which it will be called. A score is the time a job entered, plus what " +
  "its priority and its caller's other jobs add; the lowest goes first, so nothing waits forever. " +
  "Tickets for the same thing share one call.";

/** What must scroll must be reachable by keys. */
const REACHABLE = { tabIndex: 0 };

/** Who waits, for what, why, and how long still. */
export function LinePanel() {
  const { line, waiting } = useDashboard();
  const inLine = waiting.interactive + waiting.standard + waiting.batch;
  const more = inLine - line.filter(({ position }) => position > 0).length;
  return (
    <RoomPanel
      title="The line"
      about={ABOUT}
      tools={<span className="text-xs text-muted">{formatWhole(inLine)} in line</span>}
    >
      <FocusKeeper>
        <section
          aria-label="Jobs in line"
          {...REACHABLE}
          className="relative h-[320px] overflow-auto"
        >
          {line.length === 0 ? (
            <p className="flex h-full items-center justify-center px-3 text-muted">
              Nobody waits: what is asked next goes at once.
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

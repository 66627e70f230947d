"use client";

import {
  chooseCalls,
  isTrouble,
  OUTCOME_CHOICES,
  OUTCOME_WORDS,
  outcomesWords,
} from "@/components/admin/room/choose-calls";
import { useDashboard } from "@/components/admin/room/room-context";
import { tableCsv } from "@/components/admin/room/room-csv";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { useRoomChoices } from "@/components/admin/room/use-room-choices";
import { clock } from "@/components/admin/window/slot-words";
import { CsvButton } from "@/components/snapshot/csv-button";
import { DataTable } from "@/components/ui/data-table";
import { formatElapsed, formatWhole } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import { FindField } from "@/components/ui/table/find-field";

const ABOUT =
  "The last 100 upstream calls, newest first, with their caller, queue time, latency and outcome. " +
  "Above them, the outcomes of all calls in the time range. The log has the same call ID. " +
  "One call may serve many requests, so a call ID differs from a request ID.";

const COLUMNS = [
  { name: "Sent", title: "New York time" },
  { name: "API call", isText: true },
  { name: "Caller", isText: true },
  { name: "Lane", isText: true },
  { name: "Queue time", title: "From queued to granted" },
  { name: "Latency", title: "From sent until the upstream responded" },
  { name: "Outcome", isText: true },
  { name: "Deployment", isText: true },
  { name: "Call ID", title: "As in the log", isText: true },
];

/** How many characters of an id are shown. The tooltip and the file have all of it. */
const SHOWN = 8;

/** Lists API calls and how each ended. */
export function CallsPanel() {
  const dashboard = useDashboard();
  const { calls, totals } = dashboard;
  const [{ calls: find, outcome }, choose] = useRoomChoices();
  const shown = chooseCalls(calls, { find, outcome });
  return (
    <div id="last-calls" className="scroll-mt-16">
      <RoomPanel
        title="Last API calls"
        about={ABOUT}
        tools={
          <>
            <span className="text-xs text-muted max-sm:hidden">
              {formatWhole(shown.length)} of {formatWhole(calls.length)}
            </span>
            <Select
              label="Outcome"
              value={outcome}
              choices={OUTCOME_CHOICES.map((value) => ({ value, words: value }))}
              onChoose={(value) => void choose({ outcome: value })}
            />
            <FindField
              label="Find an API call"
              value={find}
              onType={(typed) => void choose({ calls: typed })}
            />
            <CsvButton make={() => tableCsv(dashboard, "calls", shown)} />
          </>
        }
      >
        <p data-part="outcomes" className="px-3 py-2 text-xs text-muted">
          {outcomesWords(totals.outcomes)}
        </p>
        <div className="h-[368px] text-sm">
          <DataTable
            caption="The last upstream calls"
            empty={calls.length === 0 ? "No API calls yet." : "No API call matches."}
            columns={COLUMNS}
            rows={shown.map((call) => ({
              key: `${call.at} ${call.requestId} ${call.symbol} ${call.endpoint}`,
              cells: [
                clock(call.at),
                `${call.symbol} ${call.endpoint}`,
                call.label,
                call.lane,
                formatElapsed(call.waitSeconds),
                formatElapsed(call.latencySeconds),
                <span key="outcome" className={isTrouble(call.outcome) ? "text-negative" : ""}>
                  {isTrouble(call.outcome) && "! "}
                  {OUTCOME_WORDS[call.outcome]}
                </span>,
                call.deployment,
                <code key="request" title={call.requestId} className="text-xs">
                  {call.requestId.slice(0, SHOWN)}
                </code>,
              ],
            }))}
          />
        </div>
      </RoomPanel>
    </div>
  );
}

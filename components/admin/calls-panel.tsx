"use client";

import { CsvButton } from "@/components/symbol/csv-button";
import { DataTable } from "@/components/ui/data-table";
import { formatElapsed, formatWhole } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import {
  chooseCalls,
  isTrouble,
  OUTCOME_CHOICES,
  OUTCOME_WORDS,
  outcomesWords,
} from "./choose-calls";
import { FindField } from "./find-field";
import { useDashboard } from "./room-context";
import { callsCsv } from "./room-csv";
import { RoomPanel } from "./room-panel";
import { clock } from "./slot-words";
import { useRoomChoices } from "./use-room-choices";

const ABOUT =
  "The last 100 upstream calls, newest first: who they were for, how long they waited in line, how " +
  "long the upstream took, and how they ended; above them, how all calls of the range did. Each stands in the log under its id, which is the call's " +
  "own: one call may answer many requests, so it is none of their ids.";

const COLUMNS = [
  { name: "Sent", title: "New York time" },
  { name: "Call", isText: true },
  { name: "Caller", isText: true },
  { name: "Lane", isText: true },
  { name: "Waited", title: "In line, until it was granted" },
  { name: "Took", title: "Until the upstream had answered" },
  { name: "Outcome", isText: true },
  { name: "Deployment", isText: true },
  { name: "Call id", title: "As in the log", isText: true },
];

/** Of an id, as it is shown; whole on hover and in the file. */
const SHOWN = 8;

/** What was called, and what came of it. */
export function CallsPanel() {
  const { calls, totals } = useDashboard();
  const [{ calls: find, outcome }, choose] = useRoomChoices();
  const shown = chooseCalls(calls, { find, outcome });
  return (
    <div id="last-calls" className="scroll-mt-16">
      <RoomPanel
        title="Last calls"
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
              label="Find a call"
              value={find}
              onType={(typed) => void choose({ calls: typed })}
            />
            <CsvButton make={() => callsCsv(shown)} />
          </>
        }
      >
        <p data-part="outcomes" className="px-3 py-2 text-xs text-muted">
          {outcomesWords(totals.outcomes)}
        </p>
        <div className="h-[368px] text-sm">
          {shown.length === 0 ? (
            <p className="flex h-full items-center justify-center px-3 text-muted">
              {calls.length === 0 ? "No call has been made yet." : "No such call."}
            </p>
          ) : (
            <DataTable
              caption="The last upstream calls"
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
          )}
        </div>
      </RoomPanel>
    </div>
  );
}

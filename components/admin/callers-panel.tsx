"use client";

import { ShareBar } from "@/components/gamma/share-bar";
import { CsvButton } from "@/components/symbol/csv-button";
import { Figure } from "@/components/ui/figure";
import { formatAge, formatWhole, MISSING } from "@/components/ui/format";
import { useKeptOrder } from "@/components/ui/use-kept-order";
import type { CallerRow } from "@/lib/contract/dashboard";
import { FindField } from "./find-field";
import { useRoom, useRoomNow } from "./room-context";
import { callersCsv } from "./room-csv";
import { RoomPanel } from "./room-panel";
import { Since } from "./since";
import { type CallerKey, chooseCallers, firstDirection } from "./sort-callers";
import { type SortColumn, SortTable } from "./sort-table";
import { useRoomChoices } from "./use-room-choices";

const ABOUT =
  "Who asked since the whole hour in which the chosen range begins, by a short name that stays the " +
  "same and tells nothing else. Calls were spent upstream; cached, old and shared asks cost none of " +
  "their own; denied ones were refused.";

/** Who spends the quota. Press a name to see its calls below. */
export function CallersPanel() {
  const { dashboard, feed } = useRoom();
  const { callers, range } = dashboard;
  const [choices, choose] = useRoomChoices();
  const { callers: find, sort } = choices;
  const order = choices.order ?? firstDirection(sort);
  const sorted = chooseCallers(callers, { find, sort, order });
  const rows = useKeptOrder(sorted, {
    keyOf: ({ caller }) => caller,
    choice: `${range} ${find} ${sort} ${order}`,
    isLive: feed === "live",
  });
  const onSort = (key: CallerKey) => {
    const turned = order === "asc" ? "desc" : "asc";
    void choose({ sort: key, order: key === sort ? turned : null });
  };
  return (
    <RoomPanel
      title="Callers"
      about={ABOUT}
      tools={
        <>
          <Since />
          <FindField
            label="Find a caller"
            value={find}
            onType={(typed) => void choose({ callers: typed })}
          />
          <CsvButton make={() => callersCsv(dashboard, rows)} />
        </>
      }
    >
      <div className="h-[320px]">
        <SortTable
          caption="Who asked, and how it was answered"
          columns={useColumns((label) => {
            void choose({ calls: label });
            document.getElementById("last-calls")?.scrollIntoView();
          })}
          rows={rows.map((row) => ({ key: row.caller, row }))}
          sort={sort}
          order={order}
          onSort={onSort}
          empty={callers.length === 0 ? "Nobody has asked since then." : "No such caller."}
        />
      </div>
    </RoomPanel>
  );
}

function Seen({ at }: { at: string | null }) {
  const now = useRoomNow();
  return at === null ? MISSING : formatAge(now - Date.parse(at));
}

function useColumns(onShow: (label: string) => void): readonly SortColumn<CallerKey, CallerRow>[] {
  const { dashboard } = useRoom();
  const most = Math.max(1, ...dashboard.callers.map(({ calls }) => calls));
  const count = (key: Exclude<CallerKey, "label" | "lastSeenAt">, name: string, title: string) => ({
    ...{ key, name, title },
    cell: (row: CallerRow) => <Figure text={formatWhole(row[key])} />,
  });
  return [
    {
      ...{ key: "label", name: "Caller" },
      cell: ({ label, calls }) => (
        <button
          type="button"
          title={`Show the last calls of ${label}`}
          onClick={() => onShow(label)}
          className="flex min-h-9 min-w-28 flex-col justify-center rounded-sm text-left text-accent underline-offset-2 hover:underline max-sm:min-h-11"
        >
          {label}
          <ShareBar share={calls / most} />
        </button>
      ),
    },
    count("calls", "Calls", "Spent upstream"),
    count("hits", "Cached", "Answered by a fresh copy"),
    count("stale", "Old", "Answered by an old copy"),
    count("shared", "Shared", "Joined a call of somebody else"),
    count("denied", "Denied", "Refused"),
    count("waiting", "Waiting", "Tickets in line or under way now"),
    {
      ...{ key: "lastSeenAt", name: "Last seen" },
      cell: ({ lastSeenAt }) => <Seen at={lastSeenAt} />,
    },
  ];
}

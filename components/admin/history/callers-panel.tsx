"use client";

import { useRoom, useRoomNow } from "@/components/admin/room/room-context";
import { tableCsv } from "@/components/admin/room/room-csv";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { Since } from "@/components/admin/room/since";
import {
  type CallerKey,
  chooseCallers,
  firstDirection,
} from "@/components/admin/room/sort-callers";
import { useRoomChoices } from "@/components/admin/room/use-room-choices";
import { ShareBar } from "@/components/gamma/share-bar";
import { CsvButton } from "@/components/snapshot/csv-button";
import { Figure } from "@/components/ui/figure";
import { formatAge, formatWhole, MISSING } from "@/components/ui/format";
import { FindField } from "@/components/ui/table/find-field";
import { type SortColumn, SortTable } from "@/components/ui/table/sort-table";
import { useKeptOrder } from "@/components/ui/use-kept-order";
import type { CallerRow } from "@/lib/contract/admin/dashboard";

const ABOUT =
  "Who requested data, counted from the hour in which the time range begins. Each caller has an " +
  "anonymous name that stays the same. API calls went upstream. Cache hits, stale and coalesced requests " +
  "made no API call of their own.";

/** Shows which callers use the quota. Press a name to see its calls below. */
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
          <CsvButton make={() => tableCsv(dashboard, "callers", rows)} />
        </>
      }
    >
      <div className="h-[320px]">
        <SortTable
          caption="Callers and how their requests were served"
          columns={useColumns((label) => {
            void choose({ calls: label });
            document.getElementById("last-calls")?.scrollIntoView();
          })}
          rows={rows.map((row) => ({ key: row.caller, row }))}
          sort={sort}
          order={order}
          onSort={onSort}
          empty={callers.length === 0 ? "No requests since then." : "No caller matches."}
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
    key,
    name,
    title,
    cell: (row: CallerRow) => <Figure text={formatWhole(row[key])} />,
  });
  return [
    {
      key: "label",
      name: "Caller",
      cell: ({ label, calls }) => (
        <button
          type="button"
          title={`Show the last API calls of ${label}`}
          onClick={() => onShow(label)}
          className="flex min-h-9 min-w-28 flex-col justify-center rounded-sm text-left text-accent underline-offset-2 hover:underline max-sm:min-h-11"
        >
          {label}
          <ShareBar share={calls / most} />
        </button>
      ),
    },
    count("calls", "API calls", "Upstream calls made"),
    count("hits", "Cache hits", "Served from a fresh copy"),
    count("stale", "Stale", "Served from a stale copy"),
    count("shared", "Coalesced", "Shared an API call of another caller"),
    count("denied", "Rejected", "Requests that were refused"),
    count("waiting", "Queued", "Tickets queued or in flight now"),
    {
      key: "lastSeenAt",
      name: "Last seen",
      cell: ({ lastSeenAt }) => <Seen at={lastSeenAt} />,
    },
  ];
}

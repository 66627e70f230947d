"use client";

import { useDashboard } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { hitRate } from "@/components/admin/room/series-figures";
import { Since } from "@/components/admin/room/since";
import { DataTable } from "@/components/ui/data-table";
import { formatFraction, formatWhole } from "@/components/ui/format";
import { ClearForm } from "./clear-form";

const ABOUT =
  "How requests for each kind of data were served, counted from the hour in which the time range " +
  "begins. Clearing a cached copy uses no API call. The next request makes one, shared by everyone.";

const COLUMNS = [
  { name: "Data" },
  { name: "API calls", title: "Upstream calls made" },
  { name: "Cache hits" },
  { name: "Hit rate", title: "Cache hits / requests that were not rejected" },
  { name: "Stale" },
  { name: "Coalesced" },
  { name: "Rejected" },
];

/** Shows what the cache saved, and deletes single copies. */
export function CachePanel() {
  const { endpoints } = useDashboard();
  return (
    <RoomPanel title="Cache" about={ABOUT} tools={<Since />}>
      <div className="h-[180px] text-sm">
        <DataTable
          caption="Requests by kind of data"
          empty="No requests since then."
          columns={COLUMNS}
          rows={endpoints.map((row) => ({
            key: row.endpoint,
            cells: [
              row.endpoint,
              formatWhole(row.calls),
              formatWhole(row.hits),
              formatFraction(hitRate(row)),
              formatWhole(row.stale),
              formatWhole(row.shared),
              formatWhole(row.denied),
            ],
          }))}
        />
      </div>
      <ClearForm />
    </RoomPanel>
  );
}

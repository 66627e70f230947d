import { hitRate, stepWords } from "@/components/admin/room/series-figures";
import { DataTable } from "@/components/ui/data-table";
import { formatElapsed, formatFraction, formatWhole } from "@/components/ui/format";
import type { Dashboard } from "@/lib/contract/admin/dashboard";
import { stepTime } from "./rate-words";

const COLUMNS = [
  { name: "From", title: "New York time" },
  { name: "API calls" },
  { name: "Hits" },
  { name: "Hit rate", title: "Cache hits / requests that were not rejected" },
  { name: "Coalesced" },
  { name: "Stale", title: "Requests served from a stale copy" },
  { name: "Rejected" },
  { name: "Failed", title: "API calls that returned no data" },
  { name: "Queue", title: "Longest queue in the step" },
  { name: "Queue time p50" },
  { name: "Queue time p95" },
  { name: "Latency p95" },
];

/** The steps of the drawing as a table, newest first. */
export function RateTable({ dashboard }: { dashboard: Dashboard }) {
  return (
    <DataTable
      caption={`API calls, cache and queue by ${stepWords(dashboard.stepSeconds)}`}
      columns={COLUMNS}
      rows={dashboard.series.toReversed().map((point) => ({
        key: point.at,
        cells: [
          stepTime(point.at, dashboard.range),
          formatWhole(point.calls),
          formatWhole(point.hits),
          formatFraction(hitRate(point)),
          formatWhole(point.shared),
          formatWhole(point.stale),
          formatWhole(point.denied),
          formatWhole(point.failed),
          formatWhole(point.queueMax),
          formatElapsed(point.waitP50Seconds),
          formatElapsed(point.waitP95Seconds),
          formatElapsed(point.latencyP95Seconds),
        ],
      }))}
    />
  );
}

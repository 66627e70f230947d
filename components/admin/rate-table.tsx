import { DataTable } from "@/components/ui/data-table";
import { formatElapsed, formatFraction, formatWhole } from "@/components/ui/format";
import type { Dashboard } from "@/lib/contract/dashboard";
import { stepTime } from "./rate-words";
import { hitRate, stepWords } from "./series-figures";

const COLUMNS = [
  { name: "From", title: "New York time" },
  { name: "Calls" },
  { name: "Hits" },
  { name: "Hit rate", title: "of asks that were not refused" },
  { name: "Shared" },
  { name: "Old", title: "Asks answered by an old copy" },
  { name: "Denied" },
  { name: "Failed", title: "Calls that brought no answer" },
  { name: "Line", title: "The longest it was" },
  { name: "Wait p50" },
  { name: "Wait p95" },
  { name: "Latency p95" },
];

/** The steps of the drawing as a table, the newest first. */
export function RateTable({ dashboard }: { dashboard: Dashboard }) {
  return (
    <DataTable
      caption={`What happened, by ${stepWords(dashboard.stepSeconds)}`}
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

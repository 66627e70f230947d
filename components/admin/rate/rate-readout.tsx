import { hitRate } from "@/components/admin/room/series-figures";
import { formatElapsed, formatFraction, formatWhole } from "@/components/ui/format";
import type { Dashboard, Point } from "@/lib/contract/admin/dashboard";
import { rateWords, stepTime } from "./rate-words";

/** Shows the values of the active step outside the drawing. */
export function RateReadout({
  point,
  dashboard,
}: {
  point: Point | undefined;
  dashboard: Dashboard;
}) {
  if (point === undefined) {
    return <p className="h-[60px] px-3 py-2 text-sm text-muted sm:h-9">No data recorded yet.</p>;
  }
  const readings = [
    ["API calls", rateWords(point, dashboard)],
    ["Longest queue", formatWhole(point.queueMax)],
    ["Hits", formatFraction(hitRate(point))],
    ["Queue time p95", formatElapsed(point.waitP95Seconds)],
    ["Latency p95", formatElapsed(point.latencyP95Seconds)],
    ["Rejected", formatWhole(point.denied)],
    ["Failed", formatWhole(point.failed)],
  ] as const;
  return (
    <dl className="flex h-[76px] flex-wrap content-center gap-x-4 overflow-hidden px-3 text-sm sm:h-[60px] xl:h-9">
      <div className="whitespace-nowrap">
        <dt className="sr-only">Time</dt>
        <dd className="min-w-12 font-medium">{stepTime(point.at, dashboard.range)}</dd>
      </div>
      {readings.map(([label, text]) => (
        <div key={label} className="flex items-baseline gap-1.5 whitespace-nowrap">
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="min-w-6 font-medium">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

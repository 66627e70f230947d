"use client";

import { useDashboard } from "@/components/admin/room/room-context";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { hitRate } from "@/components/admin/room/series-figures";
import { formatFraction, formatWhole } from "@/components/ui/format";
import { Sparkline } from "@/components/ui/sparkline";

const ABOUT =
  "Share of requests served from a fresh copy, of all that were not rejected, in the time range. The " +
  "rest shared an API call in flight, got a stale copy, or missed and made an API call of their own.";

/** Shows how many requests needed no call, and the trend. */
export function HitPanel() {
  const { cacheHitRate, totals, series } = useDashboard();
  const trend = series.flatMap((point) => hitRate(point) ?? []);
  return (
    <RoomPanel title="Cache hits" about={ABOUT}>
      <div className="flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
        <p className="min-w-20 text-lg font-semibold">{formatFraction(cacheHitRate)}</p>
        {trend.length > 1 && (
          <Sparkline
            figures={trend}
            label={`Hit rate, from ${formatFraction(trend[0] ?? null)} to ${formatFraction(trend.at(-1) ?? null)}`}
          />
        )}
        <p className="text-xs text-muted">
          {formatWhole(totals.hits)} hits · {formatWhole(totals.shared)} coalesced ·{" "}
          {formatWhole(totals.stale)} stale
          <br />
          {formatWhole(totals.misses)} missed · {formatWhole(totals.denied)} rejected
        </p>
      </div>
    </RoomPanel>
  );
}

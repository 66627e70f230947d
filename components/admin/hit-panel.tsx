"use client";

import { formatFraction, formatWhole } from "@/components/ui/format";
import { Sparkline } from "@/components/ui/sparkline";
import { useDashboard } from "./room-context";
import { RoomPanel } from "./room-panel";
import { hitRate } from "./series-figures";

const ABOUT =
  "Asks answered by a fresh copy, of all asks that were not refused, in the chosen range. The rest " +
  "joined a call on its way, got an old copy, or missed: they made a call of their own.";

/** How often nobody had to call, and whether that gets better. */
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
          {formatWhole(totals.hits)} cached · {formatWhole(totals.shared)} shared ·{" "}
          {formatWhole(totals.stale)} old
          <br />
          {formatWhole(totals.misses)} missed · {formatWhole(totals.denied)} denied
        </p>
      </div>
    </RoomPanel>
  );
}

"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useDashboard } from "@/components/admin/room/room-context";
import { tableCsv } from "@/components/admin/room/room-csv";
import { RoomPanel } from "@/components/admin/room/room-panel";
import { stepWords } from "@/components/admin/room/series-figures";
import { CsvButton } from "@/components/snapshot/csv-button";
import { TableToggle } from "@/components/symbol/curve/curve-controls";
import { RateReadout } from "./rate-readout";
import { RateTable } from "./rate-table";

const RateChart = dynamic(() => import("./rate-chart").then((module) => module.RateChart), {
  ssr: false,
});

const ABOUT =
  "Upstream calls per window, to compare with the limit; the longest queue; the cache hit rate; and " +
  "each breaker: a thin line while closed, a bar while open or paused. Triangles mark where a bar " +
  "begins and ends.";

/** Shows the chosen range on one time axis. */
export function RatePanel() {
  const dashboard = useDashboard();
  const { series, stepSeconds, quota } = dashboard;
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = series.findIndex(({ at }) => at === chosen);
  const active = found < 0 ? series.length - 1 : found;
  return (
    <RoomPanel
      title={`API calls per ${quota.windowSeconds}s`}
      about={ABOUT}
      tools={
        <>
          <span className="text-xs text-muted max-sm:hidden">
            a step is {stepWords(stepSeconds)}
          </span>
          <TableToggle asTable={asTable} onTable={setAsTable} />
          <CsvButton make={() => tableCsv(dashboard, "series")} />
        </>
      }
    >
      <RateReadout point={series[active]} dashboard={dashboard} />
      <div className="h-[400px] px-1 pb-1">
        {asTable && <RateTable dashboard={dashboard} />}
        {!asTable && series.length > 0 && (
          <RateChart
            dashboard={dashboard}
            active={Math.max(0, active)}
            onActive={(index) => setChosen(series[index]?.at ?? null)}
          />
        )}
      </div>
    </RoomPanel>
  );
}

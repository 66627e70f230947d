"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { CsvButton } from "@/components/symbol/csv-button";
import { TableToggle } from "@/components/symbol/curve-controls";
import { RateReadout } from "./rate-readout";
import { RateTable } from "./rate-table";
import { useDashboard } from "./room-context";
import { seriesCsv } from "./room-csv";
import { RoomPanel } from "./room-panel";
import { stepWords } from "./series-figures";

const RateChart = dynamic(() => import("./rate-chart").then((module) => module.RateChart), {
  ssr: false,
});

const ABOUT =
  "Calls sent upstream, as calls per window so that they stand beside the limit; the longest the " +
  "line was; asks answered by a fresh copy; and each breaker: a hairline while calls go, a bar while " +
  "they are stopped. Triangles mark where that began and ended.";

/** What happened in the chosen range, on one axis of time. */
export function RatePanel() {
  const dashboard = useDashboard();
  const { series, stepSeconds, quota } = dashboard;
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const found = series.findIndex(({ at }) => at === chosen);
  const active = found < 0 ? series.length - 1 : found;
  return (
    <RoomPanel
      title={`Calls per ${quota.windowSeconds} s`}
      about={ABOUT}
      tools={
        <>
          <span className="text-xs text-muted max-sm:hidden">
            a step is {stepWords(stepSeconds)}
          </span>
          <TableToggle asTable={asTable} onTable={setAsTable} />
          <CsvButton make={() => seriesCsv(dashboard)} />
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

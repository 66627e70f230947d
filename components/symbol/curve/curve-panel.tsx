"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { StrikeReadout } from "@/components/charts/strike-readout";
import { strikeRows } from "@/components/charts/strike-rows";
import { StrikeTable } from "@/components/charts/strike-table";
import { Panel } from "@/components/symbol/panel/panel";
import { useChoices } from "@/components/symbol/panel/use-choices";
import { useChosenPart } from "@/components/symbol/parts/use-chosen-part";
import { useReading } from "@/lib/client/hooks/use-reading";
import type { CurveData } from "@/lib/contract/market/curve-data";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { CurveControls } from "./curve-controls";
import { curveLevels } from "./curve-levels";

const StrikeChart = dynamic(
  () => import("@/components/charts/strike-chart").then((module) => module.StrikeChart),
  { ssr: false },
);

/** Gamma by strike of one expiry or of all, as a chart, table or file. */
export function CurvePanel({ view: page }: { view: SymbolView }) {
  const { symbol, offered } = page;
  const [choices, choose] = useChoices(page);
  const [asTable, setAsTable] = useState(false);
  const { expiry } = choices;
  const wanted = useMemo(() => ({ resource: "curve", symbol, expiry }) as const, [symbol, expiry]);
  const part = useChosenPart(wanted);
  const snapshot = part.cached?.snapshot ?? null;
  const isOffered = offered.expiries.includes(expiry);
  return (
    <Panel
      title="Gamma by strike"
      name={`${symbol} gamma by strike`}
      view={isOffered ? part : null}
      notOffered="Not available from this Trading Volatility API. Choose another expiry above."
      bodyClass="h-[560px] lg:h-[624px]"
      controls={
        <CurveControls
          page={page}
          choices={choices}
          choose={choose}
          asTable={asTable}
          onTable={setAsTable}
          snapshot={snapshot}
        />
      }
    >
      {snapshot !== null && (
        <Curve
          key={expiry}
          symbol={symbol}
          data={snapshot.data}
          choices={choices}
          asTable={asTable}
        />
      )}
    </Panel>
  );
}

type CurveProps = {
  symbol: string;
  data: CurveData;
  choices: ReturnType<typeof useChoices>[0];
  asTable: boolean;
};

function Curve({ symbol, data, choices, asTable }: CurveProps) {
  const levels = useReading("gamma", symbol).reading?.reading.levels ?? null;
  const rows = strikeRows(data.strikes, data.spot, {
    range: choices.range,
    concentration: choices.keep,
  });
  const [chosen, setChosen] = useState<number | null>(null);
  const nearest = rows.findIndex(({ strike }) => strike === nearestStrike(rows, data.spot));
  const active = Math.max(0, Math.min(rows.length - 1, chosen ?? nearest));
  if (rows.length === 0) {
    return (
      <p className="flex h-full items-center justify-center px-3 text-center text-muted">
        No strikes in this range. Choose a wider range above.
      </p>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <StrikeReadout row={rows[active]} spot={data.spot} />
      <div className="min-h-0 flex-1 px-1 pb-1">
        {asTable ? (
          <StrikeTable symbol={symbol} rows={rows} spot={data.spot} />
        ) : (
          <StrikeChart
            rows={rows}
            levels={curveLevels(levels, data)}
            spot={data.spot}
            active={active}
            onActive={setChosen}
          />
        )}
      </div>
    </div>
  );
}

function nearestStrike(rows: readonly { strike: number }[], spot: number | null): number | null {
  const near = rows.toSorted(
    (one, other) => Math.abs(one.strike - (spot ?? 0)) - Math.abs(other.strike - (spot ?? 0)),
  );
  return near[0]?.strike ?? null;
}

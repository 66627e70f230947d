"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { HistoryReadout } from "@/components/charts/history-readout";
import { HistoryTable } from "@/components/charts/history-table";
import { CsvButton } from "@/components/snapshot/csv-button";
import { TableToggle } from "@/components/symbol/curve/curve-controls";
import { Panel } from "@/components/symbol/panel/panel";
import { useChoices } from "@/components/symbol/panel/use-choices";
import { useChosenPart } from "@/components/symbol/parts/use-chosen-part";
import { Select } from "@/components/ui/select";
import type { HistoryData } from "@/lib/contract/market/history-data";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { historyCsv } from "./history-csv";

const HistoryChart = dynamic(
  () => import("@/components/charts/history-chart").then((module) => module.HistoryChart),
  { ssr: false },
);

/** Net GEX, flip and price by day. Each length is a separate call. */
export function HistoryPanel({ view: page }: { view: SymbolView }) {
  const { symbol, offered } = page;
  const [{ window: span }, choose] = useChoices(page);
  const [asTable, setAsTable] = useState(false);
  const wanted = useMemo(() => ({ resource: "history", symbol, span }) as const, [symbol, span]);
  const part = useChosenPart(wanted);
  const snapshot = part.cached?.snapshot ?? null;
  const spans = [...new Set([...offered.spans, span])];
  return (
    <Panel
      title="History"
      name={`${symbol} history`}
      view={offered.spans.includes(span) ? part : null}
      notOffered="Not available from this Trading Volatility API. Choose another window above."
      bodyClass="h-[360px]"
      controls={
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
          <Select
            label="Window"
            value={span}
            choices={spans.map((value) => ({ value, words: value }))}
            onChoose={(window) => void choose({ window })}
          />
          <div className="ml-auto flex gap-2">
            <TableToggle asTable={asTable} onTable={setAsTable} />
            <CsvButton make={snapshot === null ? null : () => historyCsv(snapshot)} />
          </div>
        </div>
      }
    >
      {snapshot !== null && (
        <History key={span} symbol={symbol} data={snapshot.data} asTable={asTable} />
      )}
    </Panel>
  );
}

type HistoryProps = { symbol: string; data: HistoryData; asTable: boolean };

function History({ symbol, data: { points }, asTable }: HistoryProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const active = Math.min(points.length - 1, chosen ?? points.length - 1);
  return (
    <div className="flex h-full flex-col">
      <HistoryReadout point={points[active]} />
      <div className="min-h-0 flex-1 px-1 pb-1">
        {asTable ? (
          <HistoryTable symbol={symbol} points={points} />
        ) : (
          <HistoryChart points={points} active={active} onActive={setChosen} />
        )}
      </div>
    </div>
  );
}

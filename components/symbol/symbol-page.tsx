"use client";

import type { SymbolView } from "@/lib/contract/symbol-view";
import { CurvePanel } from "./curve-panel";
import { HistoryPanel } from "./history-panel";
import { KeyLevels } from "./key-levels";
import { SymbolFrame } from "./symbol-frame";
import { TrapsPanel } from "./traps-panel";
import { VolatilityPanel } from "./volatility-panel";

/** One symbol at a glance, complete from what the server handed over: opening it asks for nothing. */
export function SymbolPage({ view }: { view: SymbolView }) {
  const { symbol } = view;
  return (
    <SymbolFrame view={view} tab="overview">
      <KeyLevels symbol={symbol} />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(320px,1fr)]">
        <CurvePanel view={view} />
        <div className="flex flex-col gap-3 lg:h-[724px]">
          <VolatilityPanel symbol={symbol} />
          <TrapsPanel view={view} />
        </div>
      </div>
      <HistoryPanel view={view} />
    </SymbolFrame>
  );
}

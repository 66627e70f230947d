"use client";

import { CurvePanel } from "@/components/symbol/curve/curve-panel";
import { HistoryPanel } from "@/components/symbol/history/history-panel";
import { VolatilityPanel } from "@/components/symbol/history/volatility-panel";
import { Baselines } from "@/components/symbol/levels/baselines";
import { CopyLevels } from "@/components/symbol/levels/copy-levels";
import { KeyLevels } from "@/components/symbol/levels/key-levels";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { SymbolFrame } from "./symbol-frame";
import { TrapsPanel } from "./traps-panel";

/** The page of one symbol, complete from the server's data. Opening it makes no call. */
export function SymbolPage({ view }: { view: SymbolView }) {
  const { symbol } = view;
  return (
    <SymbolFrame view={view} tab="overview">
      <KeyLevels symbol={symbol} />
      <CopyLevels symbol={symbol} />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(320px,1fr)]">
        <CurvePanel view={view} />
        <div className="flex flex-col gap-3 lg:h-[724px]">
          <VolatilityPanel symbol={symbol} />
          <TrapsPanel view={view} />
        </div>
      </div>
      <Baselines symbol={symbol} />
      <HistoryPanel view={view} />
    </SymbolFrame>
  );
}

"use client";

import { PartsPanel } from "@/components/symbol/parts-panel";
import { SymbolFrame } from "@/components/symbol/symbol-frame";
import { useReading } from "@/lib/client/use-reading";
import type { SymbolView } from "@/lib/contract/symbol-view";
import { ConcentrationPanel } from "./concentration-panel";
import { DecayPanel } from "./decay-panel";
import { WallsPanel } from "./walls-panel";

/** When the gamma of one symbol expires, and what that leaves. Opening it asks for nothing. */
export function GammaPage({ view }: { view: SymbolView }) {
  return (
    <SymbolFrame view={view} tab="gamma">
      <PartsPanel composite="gamma" title="Read from" page={view} />
      <Readings symbol={view.symbol} isOffered={view.offered.expirations} />
    </SymbolFrame>
  );
}

function Readings({ symbol, isOffered }: { symbol: string; isOffered: boolean }) {
  const reading = useReading("gamma", symbol).reading?.reading ?? null;
  const without = isOffered
    ? "Read from the expirations: Refresh above loads them."
    : "The Trading Volatility API in use tells no expirations, so this cannot be read.";
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <ConcentrationPanel concentration={reading?.concentration ?? null} without={without} />
      <DecayPanel decay={reading?.weekDecay ?? null} without={without} />
      <WallsPanel
        walls={reading?.wallsByExpiry ?? null}
        levels={reading?.levels ?? null}
        without={without}
      />
    </div>
  );
}

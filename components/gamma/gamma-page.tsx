"use client";

import { partTimes } from "@/components/symbol/parts/part-times";
import { PartsPanel } from "@/components/symbol/parts/parts-panel";
import { SymbolFrame } from "@/components/symbol/symbol-frame";
import { useReading } from "@/lib/client/hooks/use-reading";
import type { Resource } from "@/lib/contract/market/resource";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { ConcentrationPanel } from "./concentration-panel";
import { DecayPanel } from "./decay-panel";
import { WallsPanel } from "./walls-panel";
import { withoutWords } from "./without-words";

/** When the gamma of one symbol expires, and what remains. Opening it makes no call. */
export function GammaPage({ view }: { view: SymbolView }) {
  return (
    <SymbolFrame view={view} tab="gamma">
      <PartsPanel composite="gamma" title="Data used" page={view} />
      <Readings symbol={view.symbol} isOffered={view.offered.expirations} />
    </SymbolFrame>
  );
}

function Readings({ symbol, isOffered }: { symbol: string; isOffered: boolean }) {
  const held = useReading("gamma", symbol).reading;
  const reading = held?.reading ?? null;
  const timesOf = (name: Resource) =>
    partTimes(held?.parts.find(({ resource }) => resource === name));
  const times = timesOf("expirations");
  const notLoaded = isOffered
    ? "Load expirations above to see this."
    : "Not available: this Trading Volatility API does not report expirations.";
  const [concentration, decay, walls] = [
    reading?.concentration ?? null,
    reading?.weekDecay ?? null,
    reading?.wallsByExpiry ?? null,
  ];
  const without = (one: typeof concentration | typeof decay | typeof walls) =>
    withoutWords(one, times !== null, notLoaded);
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <ConcentrationPanel
        concentration={concentration}
        times={times}
        without={without(concentration)}
      />
      <DecayPanel decay={decay} times={times} without={without(decay)} />
      <WallsPanel
        walls={walls}
        times={times}
        curve={timesOf("curve")}
        levels={reading?.levels ?? null}
        without={without(walls)}
      />
    </div>
  );
}

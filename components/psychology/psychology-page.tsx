"use client";

import { PartsPanel } from "@/components/symbol/parts-panel";
import { SymbolFrame } from "@/components/symbol/symbol-frame";
import { useReading } from "@/lib/client/use-reading";
import type { SymbolView } from "@/lib/contract/symbol-view";
import { NotTold } from "./not-told";
import { TrapList } from "./trap-list";

/** The traps of one symbol, each with what it is read from. Opening it asks for nothing. */
export function PsychologyPage({ view }: { view: SymbolView }) {
  return (
    <SymbolFrame view={view} tab="psychology">
      <PartsPanel composite="psychology" title="Read from" page={view} />
      <Traps symbol={view.symbol} />
    </SymbolFrame>
  );
}

function Traps({ symbol }: { symbol: string }) {
  const reading = useReading("psychology", symbol).reading?.reading ?? null;
  if (reading === null) {
    return (
      <p className="rounded-md border border-line bg-panel px-3 py-6 text-center text-muted">
        No part is loaded, so no trap can be read. The button above loads what is missing.
      </p>
    );
  }
  return (
    <>
      <TrapList traps={reading.traps} />
      <NotTold inputs={reading.notTold} />
    </>
  );
}

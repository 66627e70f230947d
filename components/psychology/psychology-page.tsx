"use client";

import { PartsPanel } from "@/components/symbol/parts/parts-panel";
import { SymbolFrame } from "@/components/symbol/symbol-frame";
import { useReading } from "@/lib/client/hooks/use-reading";
import type { SymbolView } from "@/lib/contract/page/symbol-view";
import { TrapList } from "./trap-list";
import { UnusedInputs } from "./unused-inputs";

/** The traps of one symbol, each with its inputs. Opening it makes no call. */
export function PsychologyPage({ view }: { view: SymbolView }) {
  return (
    <SymbolFrame view={view} tab="psychology">
      <PartsPanel composite="psychology" title="Data used" page={view} />
      <Traps symbol={view.symbol} />
    </SymbolFrame>
  );
}

function Traps({ symbol }: { symbol: string }) {
  const held = useReading("psychology", symbol).reading;
  if (held === null) {
    return (
      <p className="rounded-md border border-line bg-panel px-3 py-6 text-center text-muted">
        No data yet. Load it above to run the checks.
      </p>
    );
  }
  return (
    <>
      <TrapList traps={held.reading.traps} parts={held.parts} />
      <UnusedInputs inputs={held.reading.unusedInputs} />
    </>
  );
}

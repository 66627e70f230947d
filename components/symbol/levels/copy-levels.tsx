"use client";

import { showNotice } from "@/components/notices/notices";
import { Button } from "@/components/ui/button";
import { useReading } from "@/lib/client/hooks/use-reading";
import { type ChartProgram, levelScript } from "./level-script";

const PROGRAMS: readonly ChartProgram[] = ["TradingView", "thinkorswim"];

/** Copies the key levels as a script for a chart program. Uses no API calls. */
export function CopyLevels({ symbol }: { symbol: string }) {
  const levels = useReading("gamma", symbol).reading?.reading.levels ?? null;
  const copy = async (program: ChartProgram) => {
    const script = levels && levelScript(program, symbol, levels);
    if (script === null) return;
    try {
      await navigator.clipboard.writeText(script);
      showNotice({ id: "copied", text: `${symbol} levels copied for ${program}` });
    } catch {
      showNotice({ id: "copied", text: "The browser did not allow copying" });
    }
  };
  const isEmpty = levels === null || levelScript("TradingView", symbol, levels) === null;
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-xs text-muted">
      <span>Copy levels for</span>
      {PROGRAMS.map((program) => (
        <Button
          key={program}
          waiting={isEmpty}
          onPress={() => void copy(program)}
          className="h-11 sm:h-8"
        >
          {program}
        </Button>
      ))}
    </div>
  );
}

"use client";

import { useId, useState } from "react";
import { ListFile } from "@/components/lists/list-file";
import { leftOutWords, scanCostWords } from "@/components/scanner/scan/setup-words";
import { useLinkedSymbols } from "@/components/scanner/scan/use-scan-address";
import { Button } from "@/components/ui/button";
import type { ScanControl } from "@/lib/client/hooks/use-scan";
import { useScanEstimate } from "@/lib/client/hooks/use-scan-estimate";
import { useStartScan } from "@/lib/client/hooks/use-start-scan";
import { scanSymbolsIn } from "@/lib/client/scans/scan-symbols";
import type { SetupList } from "@/lib/contract/values/resources";
import { SetupLists } from "./setup-lists";
import { StartButton } from "./start-button";
import { startWords } from "./start-words";
import { SymbolPresets } from "./symbol-presets";
import { usePastedList } from "./use-pasted-list";

type SetupProps = {
  control: ScanControl;
  /** The lists of setups that the API in use offers. */
  lists: readonly SetupList[];
  onStarted: (scan: string) => void;
};

/** The symbols, which of them are left out, the cost of the scan, and the Start button. */
export function ScanSetup({ control, lists, onStarted }: SetupProps) {
  const [text, setText] = useSetupText(control);
  const typed = scanSymbolsIn(text);
  const { starting, started, refusal, start } = useStartScan(onStarted);
  const isShown = isOfShown(control, typed.added);
  const isStarted = started?.join() === typed.added.join();
  const count = typed.added.length;
  const words = startWords({ control, isShown, isStarted, count, starting, refusal });
  const estimate = useScanEstimate(words.open ? typed.added : []);
  const leftOut = leftOutWords(typed);
  const list = usePastedList(text, setText);
  const [field, report] = [useId(), useId()];
  return (
    <div className="rounded-md border border-line bg-panel p-3">
      <div className="flex min-h-11 items-center justify-between sm:min-h-7">
        <label htmlFor={field} className="text-xs text-muted">
          Symbols, separated by commas, spaces or new lines
        </label>
        <Button kind="bare" onPress={() => setText("")} className="h-11 sm:h-7">
          Clear
        </Button>
      </div>
      <textarea
        id={field}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={list.onPaste}
        data-key="add"
        aria-describedby={report}
        rows={7}
        maxLength={8_000}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        placeholder="SPY QQQ IWM"
        className="block w-full resize-y rounded-md border border-control bg-panel p-2 font-mono text-sm uppercase placeholder:text-muted"
      />
      <ListFile label="From a file of TradingView, a broker or Excel" onText={list.takeList} />
      <SymbolPresets text={text} onText={setText} />
      {lists.length > 0 && <SetupLists lists={lists} text={text} onText={setText} />}
      {/* Reserves space for the usual text, so that the button keeps its place. */}
      <div className="flex min-h-[52px] flex-col justify-end pt-2">
        <p id={report} role="status" className="text-xs text-stale">
          {[list.words, leftOut].filter(Boolean).join(" ")}
        </p>
        <p data-part="cost" className="pt-1 text-sm">
          {scanCostWords(count, estimate)}
        </p>
      </div>
      <StartButton words={words} onStart={() => start(typed.added)} />
    </div>
  );
}

/** The typed text. It begins with the symbols of a link or of the shown scan. */
function useSetupText({ view }: ScanControl): [string, (text: string) => void] {
  const linked = useLinkedSymbols();
  const [text, setText] = useState(linked.replaceAll(",", " "));
  const [filledFrom, setFilledFrom] = useState<string | null>(null);
  if (view !== null && view.summary.scan !== filledFrom) {
    setFilledFrom(view.summary.scan);
    setText(view.rows.map(({ symbol }) => symbol).join(" "));
  }
  return [text, setText];
}

/** Whether the text has the same symbols as the shown scan. */
function isOfShown({ view }: ScanControl, symbols: readonly string[]): boolean {
  return view !== null && view.rows.map(({ symbol }) => symbol).join() === symbols.join();
}

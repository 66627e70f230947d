"use client";

import { useId } from "react";
import { costWords, readyWords } from "@/components/snapshot/refresh-words";
import { Button } from "@/components/ui/button";
import { useNow } from "@/lib/client/hooks/use-now";
import { useReckoning } from "@/lib/client/hooks/use-quota";
import { useAskSelected, useRefreshable } from "@/lib/client/hooks/use-snapshot";
import { REFRESH_SYMBOLS_MAX } from "@/lib/contract/quota/refresh-limit";

/** The hint without a selection: a tooltip, because a disabled button does not explain itself. */
const SELECT_FIRST = "Select rows to refresh";

/** Refreshes the selected rows in one request. Rows that are still cooling down cost nothing. */
export function RefreshSelected({ symbols }: { symbols: readonly string[] }) {
  const askSelected = useAskSelected();
  const quota = useReckoning();
  const time = useNow();
  const reason = useId();
  const { ready, nextReadyAt } = useRefreshable(symbols, time);
  const isTooMany = ready.length > REFRESH_SYMBOLS_MAX;
  const isOpen = ready.length > 0 && !isTooMany;
  const hint = hintWords();

  function hintWords(): string {
    if (symbols.length === 0) return SELECT_FIRST;
    if (isTooMany) return `select up to ${REFRESH_SYMBOLS_MAX}`;
    if (isOpen) return costWords(ready.length, quota, "of");
    return nextReadyAt > time ? readyWords(nextReadyAt, time) : "loading…";
  }

  return (
    <div className="max-sm:w-full" title={hint === SELECT_FIRST ? hint : undefined}>
      <Button
        kind="primary"
        onPress={() => askSelected(ready)}
        waiting={!isOpen}
        describedBy={reason}
        className="h-11 max-sm:w-full sm:h-8 sm:min-w-[300px]"
      >
        Refresh selected
        <span aria-hidden="true" className="whitespace-pre">
          {hint === SELECT_FIRST ? "" : ` · ${hint}`}
        </span>
      </Button>
      <span id={reason} className="sr-only">
        {hint}
      </span>
    </div>
  );
}

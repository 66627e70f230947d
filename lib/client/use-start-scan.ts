"use client";

import { useState } from "react";
import { startScan } from "./ask-scan";
import type { Refusal } from "./ask-store";
import { readStatus } from "./read-status";
import { useTab } from "./tab-provider";

export type StartScan = {
  starting: boolean;
  /** Why the last press started nothing. */
  refusal: Refusal | null;
  /** Spends at most one call a symbol: only for a press. */
  start(symbols: readonly string[]): void;
};

/** `onStarted` is told the new scan's id. */
export function useStartScan(onStarted: (scan: string) => void): StartScan {
  const { tab } = useTab();
  const [state, setState] = useState<Omit<StartScan, "start">>({ starting: false, refusal: null });
  const start = async (symbols: readonly string[]) => {
    if (state.starting) return;
    setState({ starting: true, refusal: null });
    const answer = await startScan(tab, symbols);
    const refusal = answer.kind === "refused" ? answer.refusal : null;
    setState({ starting: false, refusal });
    if (answer.kind === "answered") onStarted(answer.body.scan);
    else await readStatus(tab);
  };
  return { ...state, start: (symbols) => void start(symbols) };
}

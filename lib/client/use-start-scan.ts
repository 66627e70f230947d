"use client";

import { useState } from "react";
import { startScan } from "./ask-scan";
import type { Refusal } from "./ask-store";
import { readStatus } from "./read-status";
import { useTab } from "./tab-provider";

export type StartScan = {
  starting: boolean;
  /** The symbols of the scan that the last press started; null: it started none. */
  started: readonly string[] | null;
  /** Why the last press started nothing. */
  refusal: Refusal | null;
  /** Spends at most one call a symbol: only for a press. */
  start(symbols: readonly string[]): void;
};

const NONE = { starting: false, started: null, refusal: null };

/** `onStarted` is told the new scan's id. */
export function useStartScan(onStarted: (scan: string) => void): StartScan {
  const { tab } = useTab();
  const [state, setState] = useState<Omit<StartScan, "start">>(NONE);
  const start = async (symbols: readonly string[]) => {
    if (state.starting) return;
    setState({ ...NONE, starting: true });
    const answer = await startScan(tab, symbols);
    if (answer.kind === "answered") {
      onStarted(answer.body.scan);
      return setState({ ...NONE, started: symbols });
    }
    setState({ ...NONE, refusal: answer.refusal });
    await readStatus(tab);
  };
  return { ...state, start: (symbols) => void start(symbols) };
}

"use client";

import { useState } from "react";
import { readStatus } from "@/lib/client/asks/read-status";
import { startScan } from "@/lib/client/scans/ask-scan";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { useTab } from "./tab-provider";

export type StartScan = {
  starting: boolean;
  /** The symbols of the scan that the last press started; null: none. */
  started: readonly string[] | null;
  /** Why the last press started nothing. */
  refusal: AskRefusal | null;
  /** Makes at most one call per symbol. Only for a press. */
  start(symbols: readonly string[]): void;
};

const NONE = { starting: false, started: null, refusal: null };

/** `onStarted` receives the new scan's id. */
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

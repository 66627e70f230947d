"use client";

import { useCallback, useEffect, useState } from "react";
import type { ScanSummary } from "@/lib/contract/scan";
import { deleteScan, readScans } from "./ask-scan";
import type { Refusal } from "./ask-store";
import { useTab } from "./tab-provider";

export type ScanList = {
  /** Null: not read yet. */
  scans: readonly ScanSummary[] | null;
  /** Why it could not be read; null: it could. */
  refusal: Refusal | null;
  /** Ends a scan and forgets its rows. */
  remove(scan: string): void;
};

/**
 * This person's scans, the latest first; read again whenever `news` changes, and not yet while it is
 * null. Free, and moves none.
 */
export function useScanList(news: string | null): ScanList {
  const { tab } = useTab();
  const [list, setList] = useState<Omit<ScanList, "remove">>({ scans: null, refusal: null });
  const read = useCallback(async () => {
    const answer = await readScans(tab);
    if (answer.kind === "answered") setList({ scans: answer.body.scans, refusal: null });
    else setList((before) => ({ ...before, refusal: answer.refusal }));
  }, [tab]);
  useEffect(() => {
    if (news !== null) void read();
  }, [read, news]);
  const remove = async (scan: string) => {
    await deleteScan(tab, scan);
    await read();
  };
  return { ...list, remove: (scan) => void remove(scan) };
}

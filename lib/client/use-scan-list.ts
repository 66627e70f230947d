"use client";

import { useCallback, useEffect, useState } from "react";
import type { ScanSummary } from "@/lib/contract/scan";
import { deleteScan, isGone, readScans } from "./ask-scan";
import type { Refusal } from "./ask-store";
import { useTab } from "./tab-provider";
import { useScanNews } from "./use-scan-news";

export type ScanList = {
  /** Null: not read yet. */
  scans: readonly ScanSummary[] | null;
  /** Why it could not be read; null: it could. */
  refusal: Refusal | null;
  /** Why the last one could not be removed; null: it could. */
  problem: Refusal | null;
  /** Ends a scan and forgets its rows. */
  remove(scan: string): void;
};

const UNREAD = { scans: null, refusal: null, problem: null };

/**
 * This person's scans, the latest first; read again whenever `news` changes, and not yet while it is
 * null. Free, and moves none.
 */
export function useScanList(news: string | null): ScanList {
  const { tab } = useTab();
  const [list, setList] = useState<Omit<ScanList, "remove">>(UNREAD);
  const read = useCallback(async () => {
    const answer = await readScans(tab);
    const next =
      answer.kind === "answered"
        ? { scans: answer.body.scans, refusal: null }
        : { refusal: answer.refusal };
    setList((before) => ({ ...before, ...next }));
  }, [tab]);
  useEffect(() => {
    if (news !== null) void read();
  }, [read, news]);
  // What was done in another tab is in this one's list too.
  useScanNews(read);
  const remove = async (scan: string) => {
    const answer = await deleteScan(tab, scan);
    const isOver = answer.kind === "answered" || isGone(answer.refusal);
    setList((before) => ({ ...before, problem: isOver ? null : answer.refusal }));
    if (isOver) tab.scans.tell({ kind: "removed", scan });
    await read();
  };
  return { ...list, remove: (scan) => void remove(scan) };
}

"use client";

import { useCallback, useEffect, useState } from "react";
import { deleteScan, isGone, readScans } from "@/lib/client/scans/ask-scan";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import type { ScanSummary } from "@/lib/contract/scan/scan";
import { useTab } from "./tab-provider";
import { useScanNews } from "./use-scan-news";

export type ScanList = {
  /** Null: not read yet. */
  scans: readonly ScanSummary[] | null;
  /** Why it could not be read; null: it was read. */
  refusal: AskRefusal | null;
  /** Why the last removal failed; null: it did not. */
  problem: AskRefusal | null;
  /** Ends a scan and deletes its rows. */
  remove(scan: string): void;
};

const UNREAD = { scans: null, refusal: null, problem: null };

/**
 * This person's scans, the latest first. Read again whenever `news` changes; not read while it is
 * null. Free, and keeps no scan running.
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
  // Acts in another tab change this list too.
  useScanNews(read);
  const remove = async (scan: string) => {
    const answer = await deleteScan(tab, scan);
    const isOver = answer.kind === "answered" || isGone(answer.refusal);
    setList((before) => ({ ...before, problem: isOver ? null : answer.refusal }));
    if (isOver) tab.scans.publish({ kind: "removed", scan });
    await read();
  };
  return { ...list, remove: (scan) => void remove(scan) };
}

"use client";

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { actOnScan, deleteScan, isGone, type ScanCommand } from "@/lib/client/scans/ask-scan";
import {
  createScanFollower,
  type ScanFollower,
  type ShownScan,
  UNREAD,
} from "@/lib/client/scans/follow-scan";
import type { AskRefusal } from "@/lib/client/tab/ask-store";
import { type ScanNews, scanOf } from "@/lib/client/tab/scan-news";
import { sleep } from "@/lib/client/time/sleep";
import { useTab } from "./tab-provider";
import { useScanNews } from "./use-scan-news";

export type ScanControl = ShownScan & {
  /** The act that was pressed and not answered yet. */
  acting: ScanCommand | "cancel" | null;
  /** Why the last act failed. */
  problem: AskRefusal | null;
  /** Canceled here: rows that ended stay visible, but are stored nowhere. */
  cancelled: boolean;
  /** A scan is shown that was not read yet, although it may exist. */
  isUnread: boolean;
  act(act: ScanCommand): void;
  cancel(): void;
  /** Reads it again from the start. Free. */
  readAgain(): void;
};

type Acts = Pick<ScanControl, "acting" | "problem" | "cancelled">;
const NONE: Acts = { acting: null, problem: null, cancelled: false };

/**
 * One scan with its progress; null: none is shown. Reading it keeps it running; only acts make
 * requests.
 */
export function useScan(scan: string | null): ScanControl {
  const { tab } = useTab();
  const follower = useMemo(
    () => (scan === null ? null : createScanFollower(tab, sleep, scan)),
    [tab, scan],
  );
  const [round, setRound] = useState(0);
  const [{ of, ...acts }, setActs] = useState<Acts & { of: string | null }>({ of: scan, ...NONE });
  if (of !== scan) setActs({ of: scan, ...NONE });
  const shown = useShown(follower);
  useEffect(() => {
    if (follower === null || acts.cancelled) return;
    // A dependency, so that a retry or a second read follows the scan again.
    void round;
    const leave = new AbortController();
    void follower.follow(leave.signal);
    return () => leave.abort();
  }, [follower, round, acts.cancelled]);

  const onNews = useCallback(
    (news: ScanNews) => {
      if (scanOf(news) !== scan) return;
      if (news.kind === "removed") return setActs({ of: scan, ...NONE, cancelled: true });
      const before = follower?.state().view?.summary.state;
      follower?.take(news.summary);
      // A scan that had ended, or is still being read, is read again: the data may predate the act.
      // Otherwise the stream reports the result.
      if (before === undefined || before === "ended") setRound((round) => round + 1);
    },
    [follower, scan],
  );
  useScanNews(onNews);

  const become = (next: Partial<Acts>) =>
    setActs((before) => (before.of === scan ? { ...before, ...next } : before));
  const act = async (name: ScanCommand) => {
    if (scan === null || acts.acting !== null) return;
    become({ acting: name, problem: null });
    const answer = await actOnScan(tab, scan, name);
    if (answer.kind === "refused") return become({ acting: null, problem: answer.refusal });
    follower?.take(answer.body);
    tab.scans.publish({ kind: "acted", summary: answer.body });
    become({ acting: null });
    if (name === "retry") setRound((before) => before + 1);
  };
  const cancel = async () => {
    if (scan === null || acts.acting !== null) return;
    become({ acting: "cancel", problem: null });
    const answer = await deleteScan(tab, scan);
    const isOver = answer.kind === "answered" || isGone(answer.refusal);
    if (isOver) tab.scans.publish({ kind: "removed", scan });
    become({ acting: null, cancelled: isOver, problem: isOver ? null : answer.refusal });
  };
  return {
    ...shown,
    ...acts,
    isUnread: scan !== null && shown.view === null && !(shown.refusal && isGone(shown.refusal)),
    act: (name) => void act(name),
    cancel: () => void cancel(),
    readAgain: () => setRound((before) => before + 1),
  };
}

function useShown(follower: ScanFollower | null): ShownScan {
  return useSyncExternalStore(
    follower?.subscribe ?? subscribeToNothing,
    follower?.state ?? readNothing,
    readNothing,
  );
}

const subscribeToNothing = () => () => {};
const readNothing = () => UNREAD;

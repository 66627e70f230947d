"use client";

import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { actOnScan, deleteScan, isGone, type ScanAct } from "./ask-scan";
import type { Refusal } from "./ask-store";
import { createScanFollower, type ScanFollower, type ShownScan, UNREAD } from "./follow-scan";
import { type ScanNews, scanOf } from "./scan-news";
import { sleep } from "./sleep";
import { useTab } from "./tab-provider";
import { useScanNews } from "./use-scan-news";

export type ScanControl = ShownScan & {
  /** What was pressed and is not answered yet. */
  acting: ScanAct | "cancel" | null;
  /** Why the last press came to nothing. */
  problem: Refusal | null;
  /** Cancelled here: what landed is shown still, and kept nowhere else. */
  cancelled: boolean;
  /** One is shown that was not read yet, though it may be there. */
  isUnread: boolean;
  act(act: ScanAct): void;
  cancel(): void;
  /** Reads it again from the start. Free. */
  readAgain(): void;
};

type Acts = Pick<ScanControl, "acting" | "problem" | "cancelled">;
const NONE: Acts = { acting: null, problem: null, cancelled: false };

/** One scan as it goes on; null: none is shown. Looking moves it on, only pressing asks. */
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
    // Counted so that a retry, and a press to read again, follow once more.
    void round;
    const leave = new AbortController();
    void follower.follow(leave.signal);
    return () => leave.abort();
  }, [follower, round, acts.cancelled]);

  const hear = useCallback(
    (news: ScanNews) => {
      if (scanOf(news) !== scan) return;
      if (news.kind === "removed") return setActs({ of: scan, ...NONE, cancelled: true });
      const before = follower?.state().view?.summary.state;
      follower?.take(news.summary);
      // One that had ended is followed again, and one that is being read is read anew: what comes may
      // be from before the act. Else the stream tells what becomes of it.
      if (before === undefined || before === "ended") setRound((round) => round + 1);
    },
    [follower, scan],
  );
  useScanNews(hear);

  const become = (next: Partial<Acts>) =>
    setActs((before) => (before.of === scan ? { ...before, ...next } : before));
  const act = async (name: ScanAct) => {
    if (scan === null || acts.acting !== null) return;
    become({ acting: name, problem: null });
    const answer = await actOnScan(tab, scan, name);
    if (answer.kind === "refused") return become({ acting: null, problem: answer.refusal });
    follower?.take(answer.body);
    tab.scans.tell({ kind: "acted", summary: answer.body });
    become({ acting: null });
    if (name === "retry") setRound((before) => before + 1);
  };
  const cancel = async () => {
    if (scan === null || acts.acting !== null) return;
    become({ acting: "cancel", problem: null });
    const answer = await deleteScan(tab, scan);
    const isOver = answer.kind === "answered" || isGone(answer.refusal);
    if (isOver) tab.scans.tell({ kind: "removed", scan });
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

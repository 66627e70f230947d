"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { useNow } from "@/lib/client/use-now";
import { useQuota } from "@/lib/client/use-quota";
import type { SnapshotView } from "@/lib/client/use-snapshot";
import { PlaceInLine } from "./place-in-line";
import { refreshWords } from "./refresh-words";

/** The one control that spends: it says what it costs before the press and what it waits for after. */
export function RefreshButton({ symbol, view }: { symbol: string; view: SnapshotView }) {
  const time = useNow();
  const quota = useQuota();
  const reason = useId();
  const { held, ask, callerReadyAt } = view;
  if (ask.kind === "in-line") {
    return <PlaceInLine symbol={symbol} ask={ask} onGiveUp={view.giveUp} />;
  }
  const known = quota && { now: quota.now, windowSeconds: quota.quota.windowSeconds };
  const words = refreshWords({ held, ask, callerReadyAt, quota: known, time });
  return (
    <div title={words.detail ?? undefined}>
      <Button
        shortcut="refresh"
        onPress={view.refresh}
        waiting={!words.open}
        describedBy={reason}
        className="h-11 w-full flex-col gap-0 sm:h-9 xl:h-8 xl:flex-row xl:gap-1"
      >
        <span className="leading-4">
          {words.verb}
          <span className="sr-only"> {symbol}</span>
        </span>
        {/* Told by the description: a name that counts would be read out again and again. */}
        <span aria-hidden="true" className="text-xs xl:text-sm">
          <span className="max-xl:hidden">· </span>
          {words.hint}
        </span>
      </Button>
      <span id={reason} role={words.open ? undefined : "timer"} className="sr-only">
        {words.detail === null ? words.hint : `${words.detail} ${words.hint}`}
      </span>
    </div>
  );
}

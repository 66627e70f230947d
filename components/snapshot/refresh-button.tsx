"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { quotaFor } from "@/lib/client/quota-now";
import { useNow } from "@/lib/client/use-now";
import { useReckoning } from "@/lib/client/use-quota";
import type { SnapshotView } from "@/lib/client/use-snapshot";
import { PlaceInLine } from "./place-in-line";
import { refreshWords } from "./refresh-words";

type RefreshProps = { symbol: string; view: SnapshotView };

/** The one control that spends: it says what it costs before the press and what it waits for after. */
export function RefreshButton({ symbol, view }: RefreshProps) {
  const { ask } = view;
  return (
    <FocusKeeper>
      {ask.kind === "in-line" ? (
        <PlaceInLine symbol={symbol} ask={ask} onGiveUp={view.giveUp} />
      ) : (
        <Press symbol={symbol} view={view} ask={ask} />
      )}
    </FocusKeeper>
  );
}

type PressProps = RefreshProps & { ask: Exclude<SnapshotView["ask"], { kind: "in-line" }> };

function Press({ symbol, view, ask }: PressProps) {
  const time = useNow();
  const quota = useReckoning();
  const reason = useId();
  const { held, callerReadyAt } = view;
  const known = quota && { ...quota, now: quotaFor(quota.now, [view.resource]) };
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

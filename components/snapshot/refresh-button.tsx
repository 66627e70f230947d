"use client";

import clsx from "clsx";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { FocusKeeper } from "@/components/ui/focus-keeper";
import { useNow } from "@/lib/client/hooks/use-now";
import { useQuota, useReckoning } from "@/lib/client/hooks/use-quota";
import type { SnapshotView } from "@/lib/client/hooks/use-snapshot";
import { quotaForNarrow } from "@/lib/client/tab/quota-now";
import { PlaceInQueue } from "./place-in-queue";
import { refreshWords } from "./refresh-words";

/** `isStacked`: the hint stays below the verb on wide pages too. */
type RefreshProps = { symbol: string; view: SnapshotView; isStacked?: boolean };

/** The only button that uses quota. It shows the cost before the press and the wait after it. */
export function RefreshButton({ symbol, view, isStacked = false }: RefreshProps) {
  const { ask } = view;
  return (
    <FocusKeeper>
      {ask.kind === "queued" ? (
        <PlaceInQueue symbol={symbol} ask={ask} onCancel={view.cancel} />
      ) : (
        <Press symbol={symbol} view={view} ask={ask} isStacked={isStacked} />
      )}
    </FocusKeeper>
  );
}

type PressProps = RefreshProps & { ask: Exclude<SnapshotView["ask"], { kind: "queued" }> };

function Press({ symbol, view, ask, isStacked = false }: PressProps) {
  const time = useNow();
  const quota = useReckoning();
  const reason = useId();
  const { cached: held, callerReadyAt } = view;
  const known = quota && { ...quota, now: quotaForNarrow(quota.now, view.isNarrow ? 1 : 0) };
  const market = useQuota()?.quota.market.state ?? null;
  const words = refreshWords({ held, ask, callerReadyAt, quota: known, market, time });
  return (
    <div title={words.detail ?? undefined}>
      <Button
        shortcut="refresh"
        onPress={view.refresh}
        waiting={!words.open}
        describedBy={reason}
        className={clsx(
          "h-11 w-full flex-col gap-0 sm:h-9",
          !isStacked && "xl:h-8 xl:flex-row xl:gap-1",
        )}
      >
        <span className="leading-4">
          {words.verb}
          <span className="sr-only"> {symbol}</span>
        </span>
        {/* Only the description counts down. A changing name would be read out each second. */}
        <span aria-hidden="true" className={clsx("text-xs", !isStacked && "xl:text-sm")}>
          {!isStacked && <span className="max-xl:hidden">· </span>}
          {words.hint}
        </span>
      </Button>
      <span id={reason} role={words.open ? undefined : "timer"} className="sr-only">
        {words.detail === null ? words.hint : `${words.detail} · ${words.hint}`}
      </span>
    </div>
  );
}

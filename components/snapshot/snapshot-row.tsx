"use client";

import { Figure } from "@/components/ui/figure";
import { formatPrice } from "@/components/ui/format";
import { useSnapshot } from "@/lib/client/use-snapshot";
import type { Quota } from "@/lib/contract/quota";
import { CacheBadge } from "./cache-badge";
import { LastUpdated } from "./last-updated";
import { RefreshButton } from "./refresh-button";
import { SnapshotFigures } from "./snapshot-figures";

type RowProps = {
  symbol: string;
  picked: boolean;
  market: Quota["market"]["state"] | null;
  onPick: (picked: boolean) => void;
};

/** One symbol of the watchlist. Its parts keep their places whatever is known of it. */
export function SnapshotRow({ symbol, picked, market, onPick }: RowProps) {
  const view = useSnapshot(symbol);
  const snapshot = view.held?.snapshot ?? null;
  return (
    <li className="snapshot-row" data-symbol={symbol}>
      <label className="pick flex h-11 items-center justify-center">
        <input
          type="checkbox"
          checked={picked}
          onChange={(event) => onPick(event.target.checked)}
          aria-label={`Select ${symbol}`}
          className="size-4 accent-accent"
        />
      </label>
      <div className="name flex items-baseline justify-between gap-2 max-sm:justify-start">
        <span className="font-mono font-semibold">{symbol}</span>
        <Figure text={formatPrice(snapshot?.data.spot ?? null)} className="font-medium" />
      </div>
      <div className="figures">
        <div className="snapshot-figures">
          {snapshot === null ? (
            <span className="whitespace-nowrap text-muted">not loaded yet</span>
          ) : (
            <SnapshotFigures data={snapshot.data} />
          )}
        </div>
      </div>
      <div className="age flex items-center justify-end gap-1.5 sm:max-xl:flex-col sm:max-xl:items-end sm:max-xl:gap-0">
        {snapshot !== null && (
          <>
            <LastUpdated asOf={snapshot.asOf} market={market} />
            <span className="text-xs text-muted sm:max-xl:hidden" aria-hidden="true">
              ·
            </span>
            <CacheBadge snapshot={snapshot} />
          </>
        )}
      </div>
      <div className="act">
        <RefreshButton symbol={symbol} view={view} />
      </div>
    </li>
  );
}

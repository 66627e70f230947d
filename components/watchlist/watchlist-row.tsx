"use client";

import Link from "next/link";
import { CacheBadge } from "@/components/snapshot/cache-badge";
import { LastUpdated } from "@/components/snapshot/last-updated";
import { RefreshButton } from "@/components/snapshot/refresh-button";
import { Figure } from "@/components/ui/figure";
import { formatPrice } from "@/components/ui/format";
import { useSnapshot } from "@/lib/client/hooks/use-snapshot";
import { symbolPath } from "@/lib/client/watchlist/symbol-path";
import type { Trend } from "@/lib/contract/page/home";
import type { Quota } from "@/lib/contract/quota/quota";
import { WatchlistFigures } from "./watchlist-figures";

type RowProps = {
  symbol: string;
  /** Net GEX of the last days. Null when fewer than two are known. */
  trend: Trend | null;
  picked: boolean;
  market: Quota["market"]["state"] | null;
  onPick: (symbol: string, picked: boolean) => void;
};

/** One symbol. The whole row opens its page. Its cells keep their places with any data. */
export function WatchlistRow({ symbol, trend, picked, market, onPick }: RowProps) {
  const view = useSnapshot(symbol);
  const snapshot = view.cached?.snapshot ?? null;
  return (
    <tr className="watch-row" data-symbol={symbol}>
      <td className="pick">
        <label className="flex h-11 items-center justify-center">
          <input
            type="checkbox"
            data-key="select"
            checked={picked}
            onChange={(event) => onPick(symbol, event.target.checked)}
            aria-label={`Select ${symbol}`}
            className="size-4 accent-accent"
          />
        </label>
      </td>
      <th scope="row" className="name">
        {/* Not prefetched: seeing a row must not load its page. */}
        <Link
          href={symbolPath(symbol)}
          prefetch={false}
          data-key="open"
          className="row-link font-mono font-semibold"
        >
          {symbol}
        </Link>
      </th>
      <td className="spot">
        <Figure text={formatPrice(snapshot?.data.spot ?? null)} className="font-medium" />
      </td>
      <WatchlistFigures data={snapshot?.data ?? null} trend={trend} />
      <td className="age">
        {snapshot !== null && (
          <>
            <LastUpdated asOf={snapshot.asOf} market={market} resource="gex" updates={snapshot} />
            <span className="text-xs text-muted sm:max-xl:hidden" aria-hidden="true">
              ·
            </span>
            <CacheBadge snapshot={snapshot} />
          </>
        )}
      </td>
      <td className="act">
        <RefreshButton symbol={symbol} view={view} />
      </td>
    </tr>
  );
}

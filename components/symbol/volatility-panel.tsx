"use client";

import { type ReactNode, useId } from "react";
import { dayWords } from "@/components/charts/history-day";
import { SnapshotAge } from "@/components/snapshot/snapshot-age";
import { Figure } from "@/components/ui/figure";
import {
  formatCount,
  formatDollars,
  formatFraction,
  formatNumber,
  formatPercent,
  formatPrice,
  MISSING,
} from "@/components/ui/format";
import { useSnapshot } from "@/lib/client/use-snapshot";
import type { GexData } from "@/lib/contract/gex-data";

/**
 * Volatility, positioning and the nearest expiration: what the headline's call tells besides. Its
 * refresh is the headline's, and its head says where that is.
 */
export function VolatilityPanel({ symbol }: { symbol: string }) {
  const heading = useId();
  const snapshot = useSnapshot(symbol).held?.snapshot ?? null;
  return (
    <section aria-labelledby={heading} className="rounded-md border border-line bg-panel">
      <div className="flex min-h-[52px] items-center gap-x-3 border-b border-line px-3 py-1.5">
        <h2 id={heading} className="flex-1 font-semibold">
          Volatility and positioning
        </h2>
        <div className="flex flex-col items-end text-xs text-muted">
          <span>{snapshot === null ? "loaded" : "refreshed"} with the headline, above</span>
          {snapshot !== null && <SnapshotAge times={snapshot} />}
        </div>
      </div>
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 px-3 py-1">
        {rowsOf(snapshot?.data ?? null).map(({ label, note, text, title }) => (
          <div
            key={label}
            title={title}
            className="col-span-2 grid min-h-9 grid-cols-subgrid items-center border-line not-last:border-b"
          >
            <dt>
              {label} <span className="text-xs text-muted">{note}</span>
            </dt>
            <dd className="text-right font-medium">
              <Figure text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Row = { label: string; note: ReactNode; text: string; title: string };

function rowsOf(data: GexData | null): Row[] {
  const get = <Key extends keyof GexData>(key: Key) => (data === null ? null : data[key]);
  const expiration = get("nearestExpiration");
  const skew = get("putCallVolatilityRatio");
  return [
    {
      label: "Implied volatility",
      note: "a year",
      text: formatFraction(get("impliedVolatility")),
      title: "At the money, a year",
    },
    {
      label: "IV rank",
      note: "of 100",
      text: formatNumber(get("ivRank"), 1),
      title: "Where implied volatility stands between its lowest and highest of a year",
    },
    {
      label: "Skew",
      note: skew === null ? "puts / calls, 25Δ" : skewWords(skew),
      text: formatNumber(skew, 2),
      title: "Implied volatility of puts / of calls, both at a delta of 0.25",
    },
    {
      label: "Put/call",
      note: "open interest",
      text: formatNumber(get("putCallRatioOpenInterest"), 2),
      title: "Put open interest / call open interest",
    },
    {
      label: "Put/call",
      note: get("putCallVolumeFromYesterday") === true ? "volume, yesterday's" : "volume",
      text: formatNumber(get("putCallRatioVolume"), 2),
      title: "Put volume / call volume",
    },
    {
      label: "Expected move, 1 week",
      note: "one sigma",
      text: withSign(get("expectedMoveOneWeekPercent")),
      title: "One sigma either way in five trading days, as the upstream tells",
    },
    {
      label: "Strike with the most gamma",
      note: "$",
      text: formatPrice(get("maxGammaStrike")),
      title: "As the upstream tells",
    },
    {
      label: "Nearest expiration",
      note: expiration === null ? "$ per 1 % move" : `${dayWords(expiration, true)}, per 1 %`,
      text: formatDollars(get("nearestExpirationGex")),
      title: "Gamma exposure that expires at the nearest expiration, $ per 1 % move",
    },
    {
      label: "Expires with it",
      note: "of all gamma",
      text: formatFraction(get("nearestExpirationShare")),
      title: "Share of gamma that expires at the nearest expiration",
    },
    {
      label: "Average volume",
      note: "shares a day",
      text: formatCount(get("averageVolume")),
      title: "Average daily volume of the underlying",
    },
  ];
}

function skewWords(ratio: number): string {
  if (ratio === 1) return "puts as dear as calls, 25Δ";
  return ratio > 1 ? "puts dearer than calls, 25Δ" : "calls dearer than puts, 25Δ";
}

function withSign(percent: number | null): string {
  return percent === null ? MISSING : `±${formatPercent(percent)}`;
}

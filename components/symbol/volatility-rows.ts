import { dayWords } from "@/components/charts/history-day";
import {
  formatCount,
  formatDollars,
  formatFraction,
  formatNumber,
  formatPercent,
  formatPrice,
  MISSING,
} from "@/components/ui/format";
import type { GexData } from "@/lib/contract/gex-data";
import type { ExpectedMove } from "@/lib/contract/key-levels";

type Row = { label: string; note: string; text: string; title: string };

/**
 * What the headline tells of volatility and positioning, with its units. `week`: the reading's
 * expected move, which an API that tells none still lets be made of implied volatility.
 */
export function volatilityRows(data: GexData | null, week: ExpectedMove | null): Row[] {
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
      text: withSign(week?.percent ?? null),
      title:
        week?.basis === "implied-volatility"
          ? "One sigma either way in five trading days, made of implied volatility × √(5/252)"
          : "One sigma either way in five trading days, as the upstream tells",
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

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
import type { GexData } from "@/lib/contract/market/gex-data";
import type { ExpectedMove } from "@/lib/contract/market/key-levels";

type Row = { label: string; note: string; text: string; title: string };

/**
 * The volatility and positioning figures of the summary, with their units. `week`: the expected move
 * of the reading, calculated from implied volatility where the API reports none.
 */
export function volatilityRows(data: GexData | null, week: ExpectedMove | null): Row[] {
  const get = <Key extends keyof GexData>(key: Key) => (data === null ? null : data[key]);
  const expiration = get("nearestExpiration");
  const skew = get("putCallVolatilityRatio");
  return [
    {
      label: "Implied volatility",
      note: "annualized",
      text: formatFraction(get("impliedVolatility")),
      title: "Implied volatility (ATM, annualized)",
    },
    {
      label: "IV rank",
      note: "0–100",
      text: formatNumber(get("ivRank"), 1),
      title: "Implied volatility within its one-year range, 0–100",
    },
    {
      label: "Skew",
      note: skew === null ? "puts / calls, 25Δ" : skewWords(skew),
      text: formatNumber(skew, 2),
      title: "25Δ put implied volatility / 25Δ call implied volatility",
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
      note: "±1σ, 5 trading days",
      text: withSign(week?.percent ?? null),
      title:
        week?.basis === "implied-volatility"
          ? "Expected move (±1σ) of 5 trading days = IV × √(5/252)"
          : "Expected move (±1σ) of 5 trading days, reported by Trading Volatility",
    },
    {
      label: "Max gamma strike",
      note: "$",
      text: formatPrice(get("maxGammaStrike")),
      title: "Strike with the most gamma, reported by Trading Volatility",
    },
    {
      label: "GEX in next expiration",
      note: expiration === null ? "$ per 1% move" : `${dayWords(expiration, true)}, per 1%`,
      text: formatDollars(get("nearestExpirationGex")),
      title: "GEX that expires at the next expiration, $ per 1% move",
    },
    {
      label: "Share of net GEX",
      note: "in next expiration",
      text: formatFraction(get("nearestExpirationShare")),
      title:
        "Net GEX of the next expiration / net GEX of all, reported by Trading Volatility. The gamma page counts |gamma| by strike",
    },
    {
      label: "Average volume",
      note: "shares per day",
      text: formatCount(get("averageVolume")),
      title: "Average daily volume of the underlying",
    },
  ];
}

function skewWords(ratio: number): string {
  if (ratio === 1) return "puts at par with calls, 25Δ";
  return ratio > 1 ? "puts richer than calls, 25Δ" : "calls richer than puts, 25Δ";
}

function withSign(percent: number | null): string {
  return percent === null ? MISSING : `±${formatPercent(percent)}`;
}

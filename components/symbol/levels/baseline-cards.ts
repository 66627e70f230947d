import { formatCount, formatFraction, formatNumber, MISSING } from "@/components/ui/format";
import type { GexData } from "@/lib/contract/market/gex-data";

export type BaselineCard = { label: string; title: string; figure: string; foot: string };

/**
 * What is usual for the symbol, from its summary: volatility against realized, skew against its own
 * baseline, the put/call ratio against earlier ones, open interest, and the size of GEX.
 */
export function baselineCards(data: GexData | null): BaselineCard[] {
  return [
    volatilityCard(data),
    skewCard(data),
    changeCard(data),
    openInterestCard(data),
    sizeCard(data),
  ];
}

function volatilityCard(data: GexData | null): BaselineCard {
  const [implied, realized] = [data?.impliedVolatility ?? null, data?.realizedVolatility ?? null];
  const isKnown = implied !== null && realized !== null;
  return {
    label: "IV − realized",
    title: "Implied volatility minus realized volatility of the last 20 days, annualized",
    figure: isKnown ? points(implied - realized) : MISSING,
    foot: isKnown
      ? `IV ${formatFraction(implied)}, realized ${formatFraction(realized)}`
      : missing(data),
  };
}

function skewCard(data: GexData | null): BaselineCard {
  const [spread, usual] = [data?.volatilitySpread ?? null, data?.volatilitySpreadBaseline ?? null];
  const deltas = data?.callPutDeltaSpread ?? null;
  if (spread === null && deltas !== null) return deltaCard(deltas);
  const baseline = usual === null ? "no baseline reported" : `baseline ${points(usual)}`;
  return {
    label: "Skew, ±1σ",
    title:
      "IV 1σ below spot minus IV 1σ above, and the symbol's own baseline, reported by Trading Volatility",
    figure: spread === null ? MISSING : points(spread),
    foot: spread === null ? missing(data) : baseline,
  };
}

/** v1 reports no volatilities at ±1σ, but the deltas there. */
function deltaCard(spread: number): BaselineCard {
  return {
    label: "Call skew, ±1σ",
    title:
      "Delta of calls 1σ above spot minus delta of puts 1σ below, about 30 days to expiration, reported by Trading Volatility. Above 0: demand leans to calls",
    figure: `${hundredths(spread)}Δ`,
    foot: "call delta − put delta",
  };
}

function changeCard(data: GexData | null): BaselineCard {
  const month = data?.putCallRatioChange30Days ?? null;
  const two = data?.putCallRatioChange60Days ?? null;
  const isKnown = month !== null || two !== null;
  return {
    label: "Put/call change",
    title: "Put/call ratio (open interest) now minus 30 and 60 days earlier",
    figure: isKnown ? `${signed(month)} / ${signed(two)}` : MISSING,
    foot: isKnown ? "in 30 / 60 days" : missing(data),
  };
}

function openInterestCard(data: GexData | null): BaselineCard {
  const [puts, calls] = [data?.putOpenInterest ?? null, data?.callOpenInterest ?? null];
  const isKnown = puts !== null || calls !== null;
  return {
    label: "Open interest",
    title: "Open interest of all puts and of all calls, contracts",
    figure: isKnown ? `${formatCount(puts)} / ${formatCount(calls)}` : MISSING,
    foot: isKnown ? "puts / calls" : missing(data),
  };
}

function sizeCard(data: GexData | null): BaselineCard {
  const ratio = data?.gexVolumeRatio ?? null;
  return {
    label: "GEX / volume",
    title:
      "GEX in shares / average daily volume in shares: the size of GEX, comparable across symbols",
    figure: formatFraction(ratio),
    foot: ratio === null ? missing(data) : "of average daily volume",
  };
}

function missing(data: GexData | null): string {
  return data === null ? "summary not loaded" : "not reported";
}

/** A difference of volatilities in points: 0.0513 is `+5.1 pts`. */
function points(fraction: number): string {
  return `${hundredths(fraction)} pts`;
}

/** A fraction in hundredths with its sign: 0.0513 is `+5.1`. */
function hundredths(fraction: number): string {
  const text = formatNumber(fraction * 100, 1);
  return `${fraction > 0 && text !== "0.0" ? "+" : ""}${text}`;
}

function signed(change: number | null): string {
  const text = formatNumber(change, 2);
  return change !== null && change > 0 && text !== "0.00" ? `+${text}` : text;
}

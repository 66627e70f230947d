import type { KnownRegime } from "./regime";

/**
 * `toFlip`: (flip - spot) / spot * 100, null without a flip. Within `nearPercent`, spot is at the
 * flip.
 */
export function regimeOf(netGex: number, toFlip: number | null, nearPercent: number): KnownRegime {
  if (toFlip !== null && Math.abs(toFlip) < nearPercent) return "at-flip";
  if (netGex === 0) return "balanced";
  const sign = netGex > 0 ? "positive" : "negative";
  if (toFlip === null) return `${sign}-without-flip`;
  return `${sign}-${toFlip < 0 ? "above" : "below"}-flip`;
}

/** One plain sentence of fact for each. None is advice. */
export const REGIME_SENTENCES: Record<KnownRegime, string> = {
  "positive-above-flip": "Above the flip in positive gamma: dealer hedging tends to dampen moves.",
  "negative-below-flip": "Below the flip in negative gamma: dealer hedging tends to amplify moves.",
  "positive-below-flip": "Mixed: spot is below the flip but net GEX is positive.",
  "negative-above-flip": "Mixed: spot is above the flip but net GEX is negative.",
  "at-flip":
    "At the flip: a small move can switch dealer hedging between dampening and amplifying moves.",
  "positive-without-flip":
    "Positive gamma, no flip reported: dealer hedging tends to dampen moves.",
  "negative-without-flip":
    "Negative gamma, no flip reported: dealer hedging tends to amplify moves.",
  balanced: "Net GEX is zero: dealer hedging has no clear bias.",
};

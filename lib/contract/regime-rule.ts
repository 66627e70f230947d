import type { KnownRegime } from "./regime";

/** `toFlip`: (flip - spot) / spot * 100, null without a flip; nearer than `nearPercent` is at it. */
export function regimeOf(netGex: number, toFlip: number | null, nearPercent: number): KnownRegime {
  if (toFlip !== null && Math.abs(toFlip) < nearPercent) return "at-flip";
  if (netGex === 0) return "balanced";
  const sign = netGex > 0 ? "positive" : "negative";
  if (toFlip === null) return `${sign}-without-flip`;
  return `${sign}-${toFlip < 0 ? "above" : "below"}-flip`;
}

/** Each in one plain sentence of fact; none is advice. */
export const REGIME_SENTENCES: Record<KnownRegime, string> = {
  "positive-above-flip": "Above the flip in positive gamma: dealers' hedging tends to damp moves.",
  "negative-below-flip":
    "Below the flip in negative gamma: dealers' hedging tends to amplify moves.",
  "positive-below-flip":
    "Below the flip, yet in positive gamma: the two disagree on whether hedging damps or amplifies moves.",
  "negative-above-flip":
    "Above the flip, yet in negative gamma: the two disagree on whether hedging damps or amplifies moves.",
  "at-flip":
    "At the flip: a small move can turn dealers' hedging from damping to amplifying, or back.",
  "positive-without-flip":
    "In positive gamma, with no flip told: dealers' hedging tends to damp moves.",
  "negative-without-flip":
    "In negative gamma, with no flip told: dealers' hedging tends to amplify moves.",
  balanced:
    "Calls and puts balance: dealers' hedging neither damps nor amplifies moves on the whole.",
};

import type { KnownRegime, Regime } from "@/lib/contract/regime";
import { flipInput, netGexInput, spotInput } from "./inputs";
import { distancePercent } from "./levels";
import type { PartsAtHand } from "./parts-at-hand";
import type { Thresholds } from "./thresholds";

/**
 * The regime from net GEX, spot and flip, with one plain sentence of fact. Without net GEX or spot
 * it is unknown; the upstream may rightly have no flip, and then the sign of net GEX tells alone.
 */
export function readRegime(
  parts: PartsAtHand,
  { flipNearPercent }: Pick<Thresholds, "flipNearPercent">,
): Regime {
  const [netGex, spot, flip] = [netGexInput(parts), spotInput(parts), flipInput(parts)];
  const inputs = [netGex, spot, flip];
  if (netGex.value === null || spot.value === null) {
    const missing = [netGex, spot].filter(({ value }) => value === null).map(({ name }) => name);
    return { regime: "unknown", sentence: `Not known without ${list(missing)}.`, inputs, missing };
  }
  const toFlip = distancePercent(flip.value, spot.value);
  const regime = regimeOf(netGex.value, toFlip, flipNearPercent);
  return { regime, sentence: SENTENCES[regime], inputs };
}

/** `toFlip`: (flip - spot) / spot * 100, null without a flip. */
function regimeOf(netGex: number, toFlip: number | null, nearPercent: number): KnownRegime {
  if (toFlip !== null && Math.abs(toFlip) < nearPercent) return "at-flip";
  if (netGex === 0) return "balanced";
  const sign = netGex > 0 ? "positive" : "negative";
  if (toFlip === null) return `${sign}-without-flip`;
  return `${sign}-${toFlip < 0 ? "above" : "below"}-flip`;
}

const SENTENCES: Record<KnownRegime, string> = {
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

function list(names: readonly string[]): string {
  return names.join(" and ");
}

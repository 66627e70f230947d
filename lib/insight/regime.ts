import type { Regime } from "@/lib/contract/market/regime";
import { REGIME_SENTENCES, regimeOf } from "@/lib/contract/market/regime-rule";
import type { AvailableParts } from "./available-parts";
import { flipInput, netGexInput, spotInput } from "./inputs";
import { distancePercent } from "./levels";
import type { Thresholds } from "./thresholds";

/**
 * The regime from net GEX, spot and flip, with one plain sentence of fact. Unknown without net GEX
 * or spot. The upstream may have no flip, and then the sign of net GEX decides alone.
 */
export function readRegime(
  parts: AvailableParts,
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
  return { regime, sentence: REGIME_SENTENCES[regime], inputs };
}

function list(names: readonly string[]): string {
  return names.join(" and ");
}

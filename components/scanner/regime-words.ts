import type { KnownRegime } from "@/lib/contract/regime";
import { regimeOf } from "@/lib/contract/regime-rule";
import type { ScanRow, ScanSnapshot } from "@/lib/contract/scan";
import { insightPolicy } from "@/lib/policy";

/** In a cell; the sentence is told on hover and by the rule under the table. */
export const REGIME_WORDS: Record<KnownRegime, string> = {
  "negative-below-flip": "Negative, below flip",
  "negative-without-flip": "Negative, no flip",
  "negative-above-flip": "Negative, above flip",
  "at-flip": "At the flip",
  balanced: "Balanced",
  "positive-below-flip": "Positive, below flip",
  "positive-without-flip": "Positive, no flip",
  "positive-above-flip": "Positive, above flip",
};

/** How the regime of every row is read. */
export const REGIME_RULE =
  "Regime: the sign of net GEX and the side of the flip that spot is on; within " +
  `${insightPolicy.flipNearPercent} % it is at the flip. A reading, not advice.`;

/** Null: it cannot be told without net GEX and spot. */
export function regimeOfSnapshot(snapshot: ScanSnapshot): KnownRegime | null {
  if (snapshot.resource !== "gex") return null;
  const { netGex, spot, flip, flipDistancePercent } = snapshot.data;
  if (netGex === null || spot === null || spot <= 0) return null;
  const toFlip = flip === null ? null : flipDistancePercent;
  return regimeOf(netGex, toFlip, insightPolicy.flipNearPercent);
}

export function regimeOfRow(row: ScanRow): KnownRegime | null {
  return row.state === "completed" ? regimeOfSnapshot(row.snapshot) : null;
}

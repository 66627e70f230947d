import type { KnownRegime } from "@/lib/contract/market/regime";
import { regimeOf } from "@/lib/contract/market/regime-rule";
import type { ScanRow, ScanSnapshot } from "@/lib/contract/scan/scan";
import { insightPolicy } from "@/lib/policy";

/** The regime in a table cell; the full sentence is in its tooltip. */
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

/** How the regime of a row is calculated: the tooltip of its column. */
export const REGIME_RULE =
  "Sign of net GEX, and spot above or below the flip. " +
  `Within ${insightPolicy.flipNearPercent}% = at the flip.`;

/** Null without net GEX or spot: the regime depends on both. */
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

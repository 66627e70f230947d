import { optionalFigure } from "@/lib/upstream/figures/figures";

/**
 * The convention of all v1 values. `SA-GEX` adjusts for speculative call buying. `NAIVE` does not,
 * and may have the other sign.
 */
export const GEX_VIEW = "SA-GEX";

/** The fields of a v1 entry or row that hold its net GEX. */
export const netGexFields = {
  skew_adjusted_gex: optionalFigure,
  gex_per_1pct_chg: optionalFigure,
};

type NetGexFields = { skew_adjusted_gex: number | null; gex_per_1pct_chg: number | null };

/**
 * Net GEX, skew-adjusted, $ per 1 % move. `gex_per_1pct_chg` has the convention that was asked for,
 * and older replies have the naive one there, so the field that names its convention comes first.
 * `gex` is always naive and is never used. Null when neither is there.
 */
export function netGexOf({ skew_adjusted_gex, gex_per_1pct_chg }: NetGexFields): number | null {
  return skew_adjusted_gex ?? gex_per_1pct_chg;
}

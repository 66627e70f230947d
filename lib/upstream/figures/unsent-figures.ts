import type { GexData } from "@/lib/contract/market/gex-data";

/** The summary's figures that not every API sends, all missing. */
export const UNSENT_FIGURES = {
  expectedMoveThirtyDaysPercent: null,
  expectedMoveThirtyDaysLow: null,
  expectedMoveThirtyDaysHigh: null,
  realizedVolatility: null,
  callOpenInterest: null,
  putOpenInterest: null,
  putCallRatioChange30Days: null,
  putCallRatioChange60Days: null,
  volatilitySpread: null,
  volatilitySpreadBaseline: null,
  callPutDeltaSpread: null,
  gexVolumeRatio: null,
  isChainUsable: null,
  rating: null,
} as const satisfies Partial<GexData>;

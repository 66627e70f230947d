/**
 * Distance from spot to the gamma flip in percent of spot. Negative: the flip is below spot. Null
 * without a flip. `spot` is above zero.
 */
export function flipDistancePercent(flip: number | null, spot: number): number | null {
  return flip === null ? null : ((flip - spot) / spot) * 100;
}

/** What readings compare with: `insightPolicy` of lib/policy.ts, which has the reasons. */
export type Thresholds = {
  readonly flipNearPercent: number;
  readonly wallNearPercent: number;
  readonly expiringShare: number;
  readonly expiringSoonDays: number;
  readonly liberationNearPercent: number;
  readonly liberationShare: number;
  readonly falseFloorNearPercent: number;
  readonly falseFloorShare: number;
  readonly callHeavyRatio: number;
  readonly putHeavyRatio: number;
  readonly evenVolatilityRatio: number;
  readonly relativeStrengthDays: number;
  readonly overbought: number;
  readonly oversold: number;
  readonly dayGapMax: number;
};

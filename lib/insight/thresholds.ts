/** Thresholds of the readings: `insightPolicy` of lib/policy.ts, which has the reasons. */
export type Thresholds = {
  readonly flipNearPercent: number;
  readonly wallNearPercent: number;
  readonly wallReachWeeks: number;
  readonly gammaSizeShare: number;
  readonly expiringShare: number;
  readonly expiringSoonDays: number;
  readonly liberationNearPercent: number;
  readonly liberationShare: number;
  readonly falseFloorNearPercent: number;
  readonly falseFloorShare: number;
  readonly falseFloorNextShare: number;
  readonly falseFloorNextDays: number;
  readonly callHeavyRatio: number;
  readonly putHeavyRatio: number;
  readonly crowdingUsualPercent: number;
  readonly evenVolatilityRatio: number;
  readonly skewUsualPoints: number;
  /** `HH:MM` in New York. */
  readonly closingUpdateFrom: string;
  readonly relativeStrengthDays: number;
  readonly overbought: number;
  readonly oversold: number;
  readonly dayGapMax: number;
};

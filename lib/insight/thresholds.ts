import type { Day } from "@/lib/new-york-time";

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
  readonly skewUsualPercent: number;
  readonly skewMeanDaysMin: number;
  readonly skewMeanTimesMost: number;
  readonly relativeStrengthDays: number;
  readonly overbought: number;
  readonly oversold: number;
  readonly dayGapMax: number;
};

/** What a reading is made with: its thresholds, and the market's time. */
export type Rules = Thresholds & {
  /** When the reading is made, ms since 1970. Distances in days are counted from its day. */
  readonly now: number;
  /** From when on, ms, an update of a day is its closing one. Null: no session on that day. */
  readonly closingFrom: (day: Day) => number | null;
};

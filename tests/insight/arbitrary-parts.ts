import fc from "fast-check";
import type { AvailableParts } from "@/lib/insight/available-parts";
import { groupExpirations } from "@/lib/upstream/figures/expiration-groups";

const SOME = { noNaN: true, noDefaultInfinity: true };
/** Ordinary figures, the edges of what a number can be, and none. */
const figure = fc.option(
  fc.oneof(
    fc.integer({ min: -5, max: 5 }),
    fc.double({ min: -1e3, max: 1e3, ...SOME }),
    fc.double(SOME),
  ),
  { nil: null },
);
const price = fc.option(
  fc.oneof(fc.double({ min: 90, max: 110, ...SOME }), fc.double({ min: 1e-300, ...SOME })),
  { nil: null },
);
const moment = fc.date({
  min: new Date("2025-01-01"),
  max: new Date("2027-01-01"),
  noInvalidDate: true,
});
const asOf = moment.map((at) => at.toISOString());
const day = asOf.map((at) => at.slice(0, 10));
const strike = fc.oneof(fc.integer({ min: 90, max: 110 }), fc.double({ min: 1e-300, ...SOME }));
const at = <Row extends { strike: number }>(row: fc.Arbitrary<Row>) =>
  fc.uniqueArray(row, { selector: (one) => one.strike, maxLength: 12 });

const gex = fc.record({
  spot: price,
  netGex: figure,
  flip: price,
  flipDistancePercent: figure,
  impliedVolatility: figure,
  ivRank: figure,
  putCallRatioOpenInterest: figure,
  putCallRatioVolume: figure,
  putCallVolumeFromYesterday: fc.constantFrom(true, false, null),
  putCallVolatilityRatio: figure,
  nearestExpiration: fc.option(day, { nil: null }),
  nearestExpirationGex: figure,
  nearestExpirationShare: figure,
  maxGammaStrike: price,
  averageVolume: figure,
  expectedMoveOneDayPercent: figure,
  expectedMoveOneWeekPercent: figure,
  expectedMoveThirtyDaysPercent: figure,
  expectedMoveThirtyDaysLow: figure,
  expectedMoveThirtyDaysHigh: figure,
  realizedVolatility: figure,
  callOpenInterest: figure,
  putOpenInterest: figure,
  putCallRatioChange30Days: figure,
  putCallRatioChange60Days: figure,
  volatilitySpread: figure,
  volatilitySpreadBaseline: figure,
  callPutDeltaSpread: figure,
  gexVolumeRatio: figure,
  isChainUsable: fc.constantFrom(true, false, null),
  rating: fc.constantFrom(1, 5, null),
});
const curve = fc.record({
  expiry: fc.constantFrom("combined" as const, "nearest" as const),
  expiration: fc.constant(null),
  spot: price,
  netGex: figure,
  flip: price,
  strikes: at(
    fc.record({
      strike,
      callGex: figure,
      putGex: figure,
      netGex: figure,
      callOpenInterest: figure,
      putOpenInterest: figure,
    }),
  ),
  strikesLeftOut: fc.constant(0),
});
/** Dates every group but the last with one day. */
function dated(groups: ReturnType<typeof groupExpirations>, date: string | null) {
  const { expirations, addsUp } = groups;
  return {
    addsUp,
    expirations: expirations.map((group) => ({
      ...group,
      date: group.expiration === "all_other" ? null : date,
    })),
  };
}

const gamma = fc.option(fc.double({ min: -1e9, max: 1e9, ...SOME }), { nil: null, freq: 20 });
const expirations = fc
  .tuple(
    fc.option(day, { nil: null }),
    price,
    at(
      fc.record({
        strike,
        nearest: gamma,
        first_weekly: gamma,
        first_monthly: gamma,
        all_other: gamma,
      }),
    ),
  )
  .map(([date, spot, strikes]) => ({
    spot,
    ...dated(groupExpirations(strikes), date),
    strikes,
    strikesLeftOut: 0,
  }));
const point = fc.record({
  at: fc.oneof(asOf, day),
  spot: fc.oneof({ weight: 9, arbitrary: fc.double({ min: 1, max: 1e3, ...SOME }) }, price),
  netGex: figure,
  flip: price,
  impliedVolatility: figure,
  ivRank: figure,
  putCallRatioOpenInterest: figure,
  putCallVolatilityRatio: figure,
});
const history = fc
  .array(point, { minLength: 1, maxLength: 40 })
  .map((points) => ({ window: "180d" as const, points }));

const part = <Data>(data: fc.Arbitrary<Data>) =>
  fc.option(fc.record({ data, asOf }), { nil: null, freq: 4 });
/** Parts as the contract allows them: each may be missing, and so may each figure. */
export const anyParts: fc.Arbitrary<AvailableParts> = fc.record({
  gex: part(gex),
  curve: part(curve),
  expirations: part(expirations),
  history: part(history),
});

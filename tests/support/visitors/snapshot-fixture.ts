import type { GexData } from "@/lib/contract/market/gex-data";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { Quota, WindowStatus } from "@/lib/contract/quota/quota";
import type { Figures, SnapshotOf } from "@/lib/contract/snapshot/snapshot";
import { groupExpirations } from "@/lib/upstream/figures/expiration-groups";

/** Tuesday 24 November 2026, 10:42:17 in New York. */
export const NOW = Date.parse("2026-11-24T15:42:17.000Z");

const ago = (seconds: number) => new Date(NOW - seconds * 1_000).toISOString();
const closed = { state: "closed", reason: null, retryInSeconds: 0 } as const;

/** The main window with 7 of 20 used, or another window. */
export function windowFixture(over: Partial<WindowStatus> = {}): WindowStatus {
  const main = { name: "account", label: "all API calls", charged: "All API calls" };
  const rolling = { windowSeconds: 60, period: null, resetsAt: null };
  return { ...main, ...rolling, limit: 20, used: 7, breaker: closed, ...over };
}

/** 7 of 20 used, market open, demo data in the embedded store. */
export function quotaFixture(over: Partial<Quota> = {}): Quota {
  return {
    limit: 20,
    windowSeconds: 60,
    used: 7,
    remaining: 13,
    low: false,
    nextSlotInSeconds: 0,
    slotsFreeInSeconds: [3.2, 9, 14.5, 22, 31, 40, 55.5],
    health: "healthy",
    healthReason: null,
    healthSince: null,
    refusedKeyUntil: null,
    breaker: closed,
    windows: [windowFixture()],
    market: { state: "open", nextChangeAt: "2026-11-24T21:00:00.000Z" },
    store: "embedded",
    upstream: "demo",
    outsideUsage: false,
    deployment: "desk-1",
    ...over,
  };
}

const SPY: GexData = {
  spot: 672.4,
  netGex: -1_017_367_026.884,
  flip: 677.55,
  flipDistancePercent: 0.7659,
  impliedVolatility: 0.161,
  ivRank: 42,
  putCallRatioOpenInterest: 1.72,
  putCallRatioVolume: 1.31,
  putCallVolumeFromYesterday: false,
  putCallVolatilityRatio: 1.08,
  nearestExpiration: "2026-11-25",
  nearestExpirationGex: 74_182_122.8,
  nearestExpirationShare: 0.12,
  maxGammaStrike: 680,
  averageVolume: 70_849_453,
  expectedMoveOneDayPercent: 0.9,
  expectedMoveOneWeekPercent: 2.1,
  expectedMoveThirtyDaysPercent: 4.6,
  expectedMoveThirtyDaysLow: 641.47,
  expectedMoveThirtyDaysHigh: 703.33,
  realizedVolatility: 0.13,
  callOpenInterest: 9_800_000,
  putOpenInterest: 16_856_000,
  putCallRatioChange30Days: -0.1,
  putCallRatioChange60Days: 0.05,
  volatilitySpread: 0.05,
  volatilitySpreadBaseline: 0.06,
  callPutDeltaSpread: null,
  gexVolumeRatio: -0.003,
  isChainUsable: true,
  rating: null,
};

/** A snapshot `ageSeconds` old, fetched a minute after its own time, refreshable in `readyIn`. */
export function snapshotFixture(
  symbol: string,
  {
    ageSeconds = 130,
    readyIn = 0,
    data = {},
    ...over
  }: Partial<Omit<SnapshotOf<"gex">, "data">> & {
    ageSeconds?: number;
    readyIn?: number;
    data?: Partial<GexData>;
  } = {},
): SnapshotOf<"gex"> {
  return {
    resource: "gex",
    symbol,
    data: { ...SPY, ...data },
    asOf: ago(ageSeconds),
    fetchedAt: ago(ageSeconds - 60),
    freshUntil: ago(ageSeconds - 300),
    nextExpectedAt: null,
    missedUpdates: [],
    source: "cache",
    staleReason: null,
    sharedWith: 0,
    refreshableInSeconds: readyIn,
    quota: quotaFixture(),
    ...over,
  };
}

/** A few values of the wanted resource. */
export function figuresFixture(wanted: Wanted): Figures {
  const { resource } = wanted;
  switch (resource) {
    case "gex":
      return { resource, data: SPY };
    case "curve": {
      const openInterest = { callOpenInterest: 120, putOpenInterest: 140 };
      const strike = { strike: 670, callGex: 3e7, putGex: -2e7, netGex: 1e7, ...openInterest };
      const totals = { spot: SPY.spot, netGex: SPY.netGex, flip: SPY.flip, strikesLeftOut: 0 };
      const { expiry } = wanted;
      return { resource, data: { expiry, expiration: null, ...totals, strikes: [strike] } };
    }
    case "history": {
      const { spot, netGex, flip, impliedVolatility, ivRank } = SPY;
      const { putCallRatioOpenInterest, putCallVolatilityRatio } = SPY;
      const ratios = { putCallRatioOpenInterest, putCallVolatilityRatio };
      const point = { spot, netGex, flip, impliedVolatility, ivRank, ...ratios };
      return { resource, data: { window: wanted.span, points: [{ at: "2026-11-23", ...point }] } };
    }
    case "expirations": {
      const gamma = { nearest: 40, first_weekly: 30, first_monthly: 20, all_other: 10 };
      const groups = groupExpirations([{ strike: 670, ...gamma }]);
      const strikes = [{ strike: 670, ...gamma }];
      return { resource, data: { spot: SPY.spot, ...groups, strikes, strikesLeftOut: 0 } };
    }
    case "setups": {
      const setup = { opportunityScore: 8.4, direction: "long" as const, price: 188, ivRank: 42 };
      const left = { unreadableRows: 0, duplicateRows: 0, setupsLeftOut: 0 };
      return { resource, data: { setups: [{ symbol: "NVDA", ...setup }], ...left } };
    }
    default:
      return wanted satisfies never;
  }
}

import type { CacheReading } from "@/lib/cache/cache";
import type { GexData } from "@/lib/contract/market/gex-data";
import type { Job } from "@/lib/contract/queue/job";
import type { Figures, StoredSnapshot } from "@/lib/contract/snapshot/snapshot";
import { UNSENT_FIGURES } from "@/lib/upstream/figures/unsent-figures";

/** The headline call of one symbol. */
export function headlineJob(key: string, symbol: string): Job {
  const charges = [{ window: "account", cost: 1 }];
  return { key, kind: "v2:/tickers/*", resource: "gex", symbol, charges, headline: true };
}

/** Figures of one symbol; only `spot` matters to these tests. */
export function gexData(spot: number): GexData {
  return {
    spot,
    netGex: -1_017_367_026.884,
    flip: 677.55,
    flipDistancePercent: null,
    impliedVolatility: null,
    ivRank: null,
    putCallRatioOpenInterest: null,
    putCallRatioVolume: null,
    putCallVolumeFromYesterday: null,
    putCallVolatilityRatio: null,
    nearestExpiration: "2026-11-23",
    nearestExpirationGex: null,
    nearestExpirationShare: null,
    maxGammaStrike: null,
    averageVolume: null,
    expectedMoveOneDayPercent: null,
    expectedMoveOneWeekPercent: null,
    ...UNSENT_FIGURES,
  };
}

/** The same as a headline's answer. */
export function gexFigures(spot: number): Figures {
  return { resource: "gex", data: gexData(spot) };
}

/** The price in a headline's copy; null without one. */
export function spotOf(snapshot: StoredSnapshot | null | undefined): number | null {
  return snapshot?.resource === "gex" ? snapshot.data.spot : null;
}

const NO_UPDATES = { nextExpectedAt: null, missedUpdates: [] };

function snapshotOf(symbol: string, fetchedAt: string, spot = 672.4): StoredSnapshot {
  const data = gexData(spot);
  const times = { asOf: fetchedAt, fetchedAt, freshUntil: fetchedAt };
  return { resource: "gex", symbol, data, ...times, ...NO_UPDATES };
}

/** A reading made in the moment its snapshot was fetched. */
export function readingOf(symbol: string, fetchedAt: string): CacheReading {
  return { now: Date.parse(fetchedAt), snapshot: snapshotOf(symbol, fetchedAt), failure: null };
}

/** The same of a curve with so many strikes. */
export function curveReadingOf(symbol: string, fetchedAt: string, count: number): CacheReading {
  const missing = { callOpenInterest: null, putOpenInterest: null };
  const strikes = Array.from({ length: count }, (_, index) => ({
    strike: 500 + index,
    callGex: 2,
    putGex: -1,
    netGex: 1,
    ...missing,
  }));
  const totals = { spot: 672.4, netGex: 1, flip: 677.55, strikesLeftOut: 0 };
  const curve = { expiry: "combined", expiration: null, ...totals };
  const snapshot: StoredSnapshot = {
    resource: "curve",
    symbol,
    data: { ...curve, strikes },
    asOf: fetchedAt,
    fetchedAt,
    freshUntil: fetchedAt,
    ...NO_UPDATES,
  };
  return { now: Date.parse(fetchedAt), snapshot, failure: null };
}

import type { CacheReading } from "@/lib/cache/cache";
import type { GexData, StoredSnapshot } from "@/lib/contract/snapshot";

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
    nearestExpiration: "2026-11-23",
    nearestExpirationGex: null,
    nearestExpirationShare: null,
    maxGammaStrike: null,
    averageVolume: null,
    expectedMoveOneDayPercent: null,
    expectedMoveOneWeekPercent: null,
  };
}

function snapshotOf(symbol: string, fetchedAt: string, spot = 672.4): StoredSnapshot {
  const data = gexData(spot);
  return { resource: "gex", symbol, data, asOf: fetchedAt, fetchedAt, freshUntil: fetchedAt };
}

/** A reading made in the moment its snapshot was fetched. */
export function readingOf(symbol: string, fetchedAt: string): CacheReading {
  return { now: Date.parse(fetchedAt), snapshot: snapshotOf(symbol, fetchedAt), failure: null };
}

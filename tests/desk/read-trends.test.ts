import { describe, expect, test } from "vitest";
import type { Trend } from "@/lib/contract/home";
import type { Job } from "@/lib/contract/job";
import type { Span, Wanted } from "@/lib/contract/wanted";
import type { DeskParts } from "@/lib/desk/parts";
import { readTrends } from "@/lib/desk/read-trends";
import { cachePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/redis/store";
import { gexData } from "../cache/sample";
import { createDeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();

const NOW = Date.now();
const day = (ago: number) => new Date(NOW - ago * 86_400_000).toISOString().slice(0, 10);

function jobFor(wanted: Wanted): Job {
  const choice = wanted.resource === "history" ? wanted.span : "";
  const key = `v2:/tickers/${wanted.symbol}/${wanted.resource}${choice}`;
  return { ...wanted, key, window: "account", headline: false };
}

function deskOf(): { desk: DeskParts; calls: string[] } {
  const { desk, calls } = createDeskRig(store());
  return { desk: { ...desk, upstream: { ...desk.upstream, jobFor } }, calls };
}

type Point = [daysAgo: number, netGex: number | null];

/** What a trend tells, its gaps left out. */
const told = (trend: Trend | undefined) => trend?.figures.filter((figure) => figure !== null);

/** A headline that lands, of a moment long past: Thursday 20 November 2025 and the days around it. */
async function land(desk: DeskParts, symbol: string, asOf: string, netGex: number) {
  const figures = { resource: "gex", data: { ...gexData(1), netGex } } as const;
  await desk.cache.write(jobFor({ resource: "gex", symbol }), { figures, asOf }, Date.now());
}

async function keep(desk: DeskParts, symbol: string, span: Span, points: Point[], ageDays = 0) {
  const others = { spot: 1, flip: 1, impliedVolatility: 1, ivRank: 1, putCallRatioOpenInterest: 1 };
  const told = points.map(([ago, netGex]) => ({ at: day(ago), netGex, ...others }));
  const figures = { resource: "history", data: { window: span, points: told } } as const;
  const asOf = new Date(NOW - ageDays * 86_400_000).toISOString();
  await desk.cache.write(jobFor({ resource: "history", symbol, span }), { figures, asOf }, NOW);
}

describe("the trends of a watchlist", () => {
  test("are the last 30 days of what is cached, without what is missing, for no call", async () => {
    const { desk, calls } = deskOf();
    await keep(desk, "SPY", "180d", [
      [60, 9e9],
      [31, 8e9],
      [30, 1e9],
      [2, null],
      [0, -2e9],
    ]);
    const trends = await readTrends(desk, ["SPY", "QQQ"]);
    expect(Object.keys(trends)).toEqual(["SPY"]);
    expect(told(trends.SPY)).toEqual([1e9, -2e9]);
    expect(trends.SPY).toMatchObject({ lastDay: day(0), own: 0 });
    expect(calls).toEqual([]);
  });

  test("tell of each day what the newer of two histories does; one point is no trend", async () => {
    const { desk } = deskOf();
    await keep(desk, "SPY", "30d", [
      [1, 1],
      [0, 2],
    ]);
    await keep(
      desk,
      "SPY",
      "180d",
      [
        [9, 7],
        [1, 8],
      ],
      8,
    );
    await keep(desk, "ZM", "30d", [[0, 5]]);
    const trends = await readTrends(desk, ["SPY", "ZM"]);
    expect(Object.keys(trends)).toEqual(["SPY"]);
    expect(told(trends.SPY)).toEqual([7, 1, 2]);
  });

  test("grow by one figure a day of the headlines that land, the day's last; other days are gaps", async () => {
    const { desk } = deskOf();
    // Monday, twice, and Thursday; half past nine in the evening by UTC is the same day in New York.
    await land(desk, "SPY", "2025-11-17T15:00:00Z", 1e9);
    await land(desk, "SPY", "2025-11-18T02:30:00Z", -1_017_367_026.884);
    await land(desk, "SPY", "2025-11-20T20:46:17Z", 3e9);
    expect(await readTrends(desk, ["SPY"])).toEqual({
      SPY: { figures: [-1_017_367_026.884, null, null, 3e9], lastDay: "2025-11-20", own: 2 },
    });
    // Nothing is missed at a weekend.
    await land(desk, "SPY", "2025-11-24T20:46:17Z", 4e9);
    const { SPY } = await readTrends(desk, ["SPY"]);
    expect(SPY?.figures).toEqual([-1_017_367_026.884, null, null, 3e9, null, 4e9]);
  });

  test("where a history is loaded it has the word of each day that it tells, ours of the others", async () => {
    const { desk } = deskOf();
    await land(desk, "SPY", "2025-11-18T20:00:00Z", 2);
    await land(desk, "SPY", "2025-11-19T20:00:00Z", 3);
    const others = {
      spot: 1,
      flip: 1,
      impliedVolatility: 1,
      ivRank: 1,
      putCallRatioOpenInterest: 1,
    };
    const points = [
      { at: "2025-11-17", netGex: 10, ...others },
      { at: "2025-11-18T21:00:00Z", netGex: 20, ...others },
    ];
    const figures = { resource: "history", data: { window: "30d", points } } as const;
    const job = jobFor({ resource: "history", symbol: "SPY", span: "30d" });
    await desk.cache.write(job, { figures, asOf: "2025-11-18T21:00:00Z" }, NOW);
    expect(await readTrends(desk, ["SPY"])).toEqual({
      SPY: { figures: [10, 20, 3], lastDay: "2025-11-19", own: 1 },
    });
  });

  test("are read of a list's first symbols only, and none while the store does not answer", async () => {
    const { desk } = deskOf();
    const trend: Point[] = [
      [1, 1],
      [0, 2],
    ];
    await keep(desk, "LAST", "30d", trend);
    const before = Array.from({ length: cachePolicy.trendSymbolsMost }, (_, index) => `S${index}`);
    const { LAST } = await readTrends(desk, [...before.slice(1), "LAST"]);
    expect(told(LAST)).toEqual([1, 2]);
    expect(await readTrends(desk, [...before, "LAST"])).toEqual({});
    expect(await readTrends(desk, [])).toEqual({});
    const readMany = () => Promise.reject(new StoreFault("unreachable"));
    const down = { ...desk, cache: { ...desk.cache, readMany } };
    expect(await readTrends(down, ["LAST"])).toEqual({});
  });
});

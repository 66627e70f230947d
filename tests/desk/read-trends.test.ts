import { describe, expect, test } from "vitest";
import type { Span, Wanted } from "@/lib/contract/market/wanted";
import type { Trend } from "@/lib/contract/page/home";
import type { Job } from "@/lib/contract/queue/job";
import type { Services } from "@/lib/desk/base/services";
import { readTrends } from "@/lib/desk/pages/read-trends";
import { newYorkDate } from "@/lib/insight/new-york-date";
import { cachePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import { gexData } from "../cache/sample";
import { createDeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const store = emptyStore();

const NOW = Date.now();
/** Today in New York. After midnight UTC it may still be the day before. */
const TODAY = Date.parse(newYorkDate(new Date(NOW).toISOString()));
const day = (ago: number) => new Date(TODAY - ago * 86_400_000).toISOString().slice(0, 10);

function jobFor(wanted: Wanted): Job {
  const choice = wanted.resource === "history" ? wanted.span : "";
  const key = `v2:/tickers/${wanted.symbol}/${wanted.resource}${choice}`;
  const charges = [{ window: "account", cost: 1 }];
  return { ...wanted, key, kind: "v2:/tickers/*", charges, headline: false };
}

function deskOf(): { desk: Services; calls: string[] } {
  const { desk, calls } = createDeskRig(store());
  return { desk: { ...desk, upstream: { ...desk.upstream, jobFor } }, calls };
}

type Point = [daysAgo: number, netGex: number | null];

/** The values of a trend, without gaps. */
const valuesOf = (trend: Trend | undefined) => trend?.figures.filter((figure) => figure !== null);

/** Stores a summary with an old as-of time: around Thursday, November 20, 2025. */
async function land(desk: Services, symbol: string, asOf: string, netGex: number) {
  const figures = { resource: "gex", data: { ...gexData(1), netGex } } as const;
  await desk.cache.write(jobFor({ resource: "gex", symbol }), { figures, asOf }, Date.now());
}

async function keep(desk: Services, symbol: string, span: Span, points: Point[], ageDays = 0) {
  const ratios = { putCallRatioOpenInterest: 1, putCallVolatilityRatio: 1 };
  const others = { spot: 1, flip: 1, impliedVolatility: 1, ivRank: 1, ...ratios };
  const reported = points.map(([ago, netGex]) => ({ at: day(ago), netGex, ...others }));
  const figures = { resource: "history", data: { window: span, points: reported } } as const;
  const asOf = new Date(NOW - ageDays * 86_400_000).toISOString();
  await desk.cache.write(jobFor({ resource: "history", symbol, span }), { figures, asOf }, NOW);
}

describe("the trends of a watchlist", () => {
  test("cover the last 30 cached days without a call", async () => {
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
    expect(valuesOf(trends.SPY)).toEqual([1e9, -2e9]);
    expect(trends.SPY).toMatchObject({ lastDay: day(0), own: 0 });
    expect(calls).toEqual([]);
  });

  test("use the newer of two histories; one point is no trend", async () => {
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
    expect(valuesOf(trends.SPY)).toEqual([7, 1, 2]);
  });

  test("grow by one value a day, from the day's last summary", async () => {
    const { desk } = deskOf();
    // Two values for Monday, since 02:30 UTC is still Monday in New York, and one for Thursday.
    await land(desk, "SPY", "2025-11-17T15:00:00Z", 1e9);
    await land(desk, "SPY", "2025-11-18T02:30:00Z", -1_017_367_026.884);
    await land(desk, "SPY", "2025-11-20T20:46:17Z", 3e9);
    expect(await readTrends(desk, ["SPY"])).toEqual({
      SPY: { figures: [-1_017_367_026.884, null, null, 3e9], lastDay: "2025-11-20", own: 2 },
    });
    // Saturday and Sunday are no gaps.
    await land(desk, "SPY", "2025-11-24T20:46:17Z", 4e9);
    const { SPY } = await readTrends(desk, ["SPY"]);
    expect(SPY?.figures).toEqual([-1_017_367_026.884, null, null, 3e9, null, 4e9]);
  });

  test("prefer a loaded history, and use our values elsewhere", async () => {
    const { desk } = deskOf();
    await land(desk, "SPY", "2025-11-18T20:00:00Z", 2);
    await land(desk, "SPY", "2025-11-19T20:00:00Z", 3);
    const others = {
      spot: 1,
      flip: 1,
      impliedVolatility: 1,
      ivRank: 1,
      putCallRatioOpenInterest: 1,
      putCallVolatilityRatio: 1,
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

  test("are read for the first symbols, and not without a store", async () => {
    const { desk } = deskOf();
    const trend: Point[] = [
      [1, 1],
      [0, 2],
    ];
    await keep(desk, "LAST", "30d", trend);
    const before = Array.from({ length: cachePolicy.trendSymbolsMost }, (_, index) => `S${index}`);
    const { LAST } = await readTrends(desk, [...before.slice(1), "LAST"]);
    expect(valuesOf(LAST)).toEqual([1, 2]);
    expect(await readTrends(desk, [...before, "LAST"])).toEqual({});
    expect(await readTrends(desk, [])).toEqual({});
    const readMany = () => Promise.reject(new StoreFault("unreachable"));
    const down = { ...desk, cache: { ...desk.cache, readMany } };
    expect(await readTrends(down, ["LAST"])).toEqual({});
  });
});

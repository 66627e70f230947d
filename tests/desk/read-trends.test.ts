import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Job } from "@/lib/contract/job";
import type { Span, Wanted } from "@/lib/contract/wanted";
import type { DeskParts } from "@/lib/desk/parts";
import { readTrends } from "@/lib/desk/read-trends";
import { cachePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import { type Store, StoreFault } from "@/lib/redis/store";
import { createDeskRig } from "./desk-rig";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
});

const NOW = Date.now();
const day = (ago: number) => new Date(NOW - ago * 86_400_000).toISOString().slice(0, 10);

function jobFor(wanted: Wanted): Job {
  const choice = wanted.resource === "history" ? wanted.span : "";
  const key = `v2:/tickers/${wanted.symbol}/${wanted.resource}${choice}`;
  return { ...wanted, key, window: "account", headline: false };
}

function deskOf(): { desk: DeskParts; calls: string[] } {
  const { desk, calls } = createDeskRig(store);
  return { desk: { ...desk, upstream: { ...desk.upstream, jobFor } }, calls };
}

type Point = [daysAgo: number, netGex: number | null];

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
    expect(await readTrends(desk, ["SPY", "QQQ"])).toEqual({ SPY: [1e9, -2e9] });
    expect(calls).toEqual([]);
  });

  test("come of the newer of two histories; one point is no trend", async () => {
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
        [8, 8],
      ],
      8,
    );
    await keep(desk, "ZM", "30d", [[0, 5]]);
    expect(await readTrends(desk, ["SPY", "ZM"])).toEqual({ SPY: [1, 2] });
  });

  test("are read of a list's first symbols only, and none while the store does not answer", async () => {
    const { desk } = deskOf();
    const trend: Point[] = [
      [1, 1],
      [0, 2],
    ];
    await keep(desk, "LAST", "30d", trend);
    const before = Array.from({ length: cachePolicy.trendSymbolsMost }, (_, index) => `S${index}`);
    expect(await readTrends(desk, [...before.slice(1), "LAST"])).toEqual({ LAST: [1, 2] });
    expect(await readTrends(desk, [...before, "LAST"])).toEqual({});
    expect(await readTrends(desk, [])).toEqual({});
    const readMany = () => Promise.reject(new StoreFault("unreachable"));
    const down = { ...desk, cache: { ...desk.cache, readMany } };
    expect(await readTrends(down, ["LAST"])).toEqual({});
  });
});

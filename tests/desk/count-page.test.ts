import { beforeEach, expect, test } from "vitest";
import type { Caller } from "@/lib/callers/callers";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { StoreFault } from "@/lib/store-fault";
import { callersOn } from "../callers/setup";
import { asked, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const LIMIT = 5;
const SYMBOLS = ["SPY", "QQQ"];

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;
/** Counts reads of the cache and of the gate. */
let reads: number;
beforeEach(() => {
  reads = 0;
  rig = createDeskRig(store());
  const bounds = { queueCapacity: 500, floodPerCaller: 1_000, floodPerAddress: LIMIT };
  const { cache, pump } = rig.desk;
  const counting = <Args extends unknown[], Reply>(read: (...args: Args) => Reply) => {
    return (...args: Args) => {
      reads += 1;
      return read(...args);
    };
  };
  rig.desk.callers = callersOn(store(), { bounds });
  rig.desk.cache = {
    ...cache,
    readMany: counting(cache.readMany),
    readTrends: counting(cache.readTrends),
  };
  pump.snapshot = counting(pump.snapshot.bind(pump));
  desk = createDesk(rig.desk);
});

/** Creates a new browser at the same address. */
const caller = (name: number): Caller => ({
  id: `c-${name}`,
  kind: "cookie",
  house: "a-one",
  address: "192.0.2.1",
});

async function open(name: number) {
  const reach = await desk.countPage(caller(name));
  const [home, trends, symbol] = await Promise.all([
    desk.readHome(SYMBOLS, reach),
    desk.readTrends(SYMBOLS, reach),
    desk.readSymbol({ symbol: "SPY", expiry: "combined", span: "180d" }, reach),
  ]);
  return { reach, home, trends, symbol };
}

test("stops reading the store for a flood of pages", async () => {
  await rig.desk.callers.countRequest({ ...caller(0), address: null }, false);
  await desk.requestSnapshot({ ...asked("SPY"), caller: { ...caller(0), address: null } });
  const reaches: string[] = [];
  let before = 0;
  for (let pages = 0; pages < 4 * LIMIT; pages += 1) {
    const { reach, home, symbol } = await open(pages);
    reaches.push(reach);
    const cached = { symbol: "SPY", snapshot: { source: "cache", staleReason: null } };
    expect(home.rows).toMatchObject([cached, { symbol: "QQQ", snapshot: null }]);
    expect(symbol.rows).toMatchObject([cached]);
    // The store works, so the page shows the last known quota.
    expect([home.quota, symbol.quota]).toMatchObject([{ used: 1 }, { used: 1 }]);
    if (reach === "store") before = reads;
  }
  expect(reaches.slice(0, LIMIT)).toEqual(Array(LIMIT).fill("store"));
  expect(reaches.filter((reach) => reach === "flood").length).toBeGreaterThan(LIMIT);
  expect(reads).toBe(before);
});

test("renders a page without a quota when the store is down", async () => {
  await open(1);
  rig.desk.callers.countRequest = () => Promise.reject(new StoreFault("unreachable"));
  const before = reads;
  const { reach, home, trends, symbol } = await open(2);
  expect([reach, home.quota, symbol.quota, trends]).toEqual(["down", null, null, {}]);
  expect(reads).toBe(before);
});

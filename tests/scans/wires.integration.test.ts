import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CurveData } from "@/lib/contract/market/curve-data";
import { scanPolicy } from "@/lib/policy";
import { createScans } from "@/lib/scans/create-scans";
import type { ScanRequest } from "@/lib/scans/scan-log";
import type { RowEvent } from "@/lib/scans/stored-event";
import { keys, SECRET } from "../callers/setup";
import { type Deployment, startDeployment } from "../support/servers/deployment";
import { provideWires } from "../support/store/wires";
import {
  endedSymbols,
  followScan,
  newReader,
  startScan,
  storyOf,
} from "../support/visitors/scan-client";
import { figuresFixture } from "../support/visitors/snapshot-fixture";

const { openEmpty } = provideWires();
const COUNT = 40;
const wanted = Array.from({ length: COUNT }, (_, index) => ({
  ...({ resource: "curve", expiry: "combined" } as const),
  symbol: `S${index}`,
}));
const request: ScanRequest = { caller: "c-me", priority: 8, wanted };

/** A curve of 500 strikes, about as large as they come. */
function completed(row: number): RowEvent {
  const curve = figuresFixture(
    wanted[row - 1] ?? { ...request.wanted[0], symbol: "S0", resource: "gex" },
  );
  const data = curve.data as CurveData;
  const strikes = Array.from({ length: 500 }, () => data.strikes[0]).flatMap((one) => one ?? []);
  const at = new Date(row).toISOString();
  const times = {
    asOf: at,
    fetchedAt: at,
    freshUntil: at,
    nextExpectedAt: null,
    missedUpdates: [],
  };
  const snapshot = {
    resource: "curve" as const,
    symbol: `S${row - 1}`,
    data: { ...data, strikes },
  };
  return { event: "completed", row, source: "upstream", snapshot: { ...snapshot, ...times } };
}

describe.each(["upstash", "redis"] as const)("scans over %s", (kind) => {
  test("keep, read, list and rewrite forty whole curves after a loss", async () => {
    const store = await openEmpty(kind);
    const scans = createScans({ store, keys, secret: SECRET });
    const id = scans.makeId("c-me");
    const log = await scans.create(id, request);
    if (typeof log === "string") throw new Error(log);
    const changes = wanted.map((_, index) => completed(index + 1));
    await scans.sync(log, { changes, isLooked: true });
    expect((await scans.open(id, "c-me"))?.lines).toEqual(log.lines);
    expect(await scans.list("c-me")).toMatchObject([{ id, done: COUNT, state: "ended" }]);
    await store.redis.flushdb();
    await scans.sync(log, { changes: [], isLooked: true });
    const back = await scans.open(id, "c-me");
    expect([back?.lines.length, back?.state]).toEqual([COUNT + 1, "ended"]);
    expect(await store.redis.pttl(keys.scanEvents(id))).toBeGreaterThan(0);
    await scans.sync(log, { changes: [], act: "delete", isLooked: false });
    expect(await scans.list("c-me")).toEqual([]);
    await store.close();
  });
});

test.each(["upstash", "redis"] as const)("what all keep is bounded over %s", async (kind) => {
  const store = await openEmpty(kind);
  const scans = createScans({ store, keys, secret: SECRET });
  const create = (caller: string) => scans.create(scans.makeId(caller), { ...request, caller });
  const room = scanPolicy.keptKilobytesInAll / (COUNT * scanPolicy.rowKilobytes.curve);
  const logs = [];
  while (logs.length < Math.floor(room)) logs.push(await create(`c-${logs.length}`));
  const [first] = logs;
  if (typeof first !== "object") throw new Error("none was made");
  expect(await create("c-new")).toBe("crowded");
  const changes = wanted.map((_, index) => completed(index + 1));
  await scans.sync(first, { changes, isLooked: false });
  expect(await create("c-new")).toBeTypeOf("object");
  expect(await scans.open(first.id, "c-0")).toBeNull();
  await store.close();
});

describe("a scan whose store loses replies", () => {
  let site: Deployment;
  beforeAll(async () => {
    site = await startDeployment({ wire: "rest" });
  });
  afterAll(() => site?.stop());

  test("writes nothing twice: what is replayed was done already", async () => {
    await site.opened();
    const symbols = Array.from({ length: 25 }, (_, index) => `L${index}`);
    const address = { port: site.server.port, cookie: (await site.visit()).cookie() };
    const reader = newReader();
    const id = await startScan(address, symbols);
    let isOver = false;
    const losing = (async () => {
      while (!isOver) {
        site.line.loseNextReply();
        await pause(120);
      }
    })();
    let status = 200;
    while (status !== 204) {
      status = await followScan(address, id, reader);
      await pause(50);
    }
    isOver = true;
    await losing;
    expect(endedSymbols(reader).toSorted()).toEqual(symbols.toSorted());
    const places = storyOf(reader).map((event) => Number.parseInt(event.id, 10));
    expect(places).toEqual(places.map((_, index) => index + 1));
    const calls = site.upstream.arrivals().map(({ symbol }) => symbol);
    expect(calls.length).toBeLessThanOrEqual(symbols.length + 2);
  });
});

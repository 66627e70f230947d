import { beforeEach, expect, test } from "vitest";
import { createDesk } from "@/lib/desk/create-desk";
import { scanPolicy } from "@/lib/policy";
import { createScans } from "@/lib/scans/create-scans";
import type { ScanLog, ScanRequest } from "@/lib/scans/scan-log";
import type { ScanStorage } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import { keys, SECRET } from "../callers/setup";
import { createDeskRig } from "../desk/desk-rig";
import { emptyStore } from "../desk/shared-gate/empty-store";

const store = emptyStore();
let scans: ScanStorage;
beforeEach(() => {
  scans = createScans({ store: store(), keys, secret: SECRET });
});

const LARGE = Array.from({ length: 200 }, (_, index) => ({
  resource: "curve" as const,
  symbol: `S${index}`,
  expiry: "combined" as const,
}));
const request = (caller: string, wanted: ScanRequest["wanted"] = LARGE): ScanRequest => ({
  caller,
  priority: 8,
  wanted,
});
const failed = (_: unknown, index: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row: index + 1, problem: { type: "/problems/timeout", ...about } };
};
const end = (log: ScanLog) => scans.sync(log, { changes: log.rows.map(failed), isLooked: false });
const create = (caller: string, wanted?: ScanRequest["wanted"]) =>
  scans.create(scans.makeId(caller), request(caller, wanted));
async function begin(caller: string, wanted?: ScanRequest["wanted"]): Promise<ScanLog> {
  const log = await create(caller, wanted);
  if (typeof log === "string") throw new Error(log);
  return log;
}

/** As many callers as it takes, each with the two largest scans there are. */
async function fill(): Promise<ScanLog[]> {
  const room = scanPolicy.keptKilobytesInAll / (LARGE.length * scanPolicy.rowKilobytes.curve);
  const logs: ScanLog[] = [];
  while (logs.length < Math.floor(room)) {
    logs.push(await begin(`c-${Math.floor(logs.length / 2)}`));
  }
  return logs;
}

test("bounds the scans of an address, however many its callers", async () => {
  const [first] = await fill();
  if (!first) throw new Error("none was begun");
  const before = (await store().redis.keys("*")).toSorted();
  expect(await create("c-new")).toBe("crowded");
  const desk = createDesk(createDeskRig(store()).desk);
  const asked = { wanted: LARGE, isNewCookie: false, priority: 8 };
  const caller = { id: "c-newer", kind: "cookie", house: "a-newer", address: "192.0.2.1" } as const;
  expect(await desk.createScan({ ...asked, caller })).toMatchObject({
    slug: "too-many-requests",
    detail: expect.stringContaining("no room"),
    retryAfterSeconds: 60,
  });
  const counted = /^test:(ratelimit|gate)|^gammagate:gate/;
  const after = (await store().redis.keys("*")).filter((key) => !counted.test(key));
  expect(after.toSorted()).toEqual(before);
  // What is deleted makes room, and what ends does.
  await scans.sync(first, { changes: [], act: "delete", isLooked: false });
  await begin("c-new");
  expect(await create("c-newer")).toBe("crowded");
});

test("drops the largest keeper's ended scans before a small one", async () => {
  const small = await begin("c-small", [{ resource: "gex", symbol: "SPY" }]);
  await end(small);
  const logs = await fill();
  const [one, other] = logs.slice(-2);
  if (!one || !other) throw new Error("none was begun");
  for (const log of [other, one]) await end(log);
  const endedAgo = (log: ScanLog, agoMs: number, kilobytes: number) => ({
    [log.id]: `ended ${Date.now() - agoMs} 0 ${kilobytes} ${log.request.caller}`,
  });
  const large = LARGE.length * scanPolicy.rowKilobytes.curve;
  await store().redis.hset(keys.scansInAll, {
    ...endedAgo(small, 3_600_000, 1),
    ...endedAgo(other, 3_600_000, large),
    ...endedAgo(one, 300_000, large),
  });
  const made = await begin("c-new");
  expect(await scans.open(other.id, other.request.caller)).toBeNull();
  for (const kept of [small, one, made]) {
    expect(await scans.open(kept.id, kept.request.caller)).not.toBeNull();
  }
  expect(await store().redis.exists(keys.scanEvents(other.id))).toBe(0);
  expect(await scans.list(other.request.caller)).toHaveLength(1);
});

test("drops watched scans last, whichever caller keeps more", async () => {
  const small = await begin("c-small", [{ resource: "gex", symbol: "SPY" }]);
  const logs = await fill();
  const looked = logs.at(-1);
  if (!looked) throw new Error("none was begun");
  for (const log of [small, looked]) await end(log);
  const large = LARGE.length * scanPolicy.rowKilobytes.curve;
  const endedAgo = (log: ScanLog, kilobytes: number) => ({
    [log.id]: `ended ${Date.now() - 3_600_000} 0 ${kilobytes} ${log.request.caller}`,
  });
  await store().redis.hset(keys.scansInAll, {
    ...endedAgo(looked, large),
    ...endedAgo(small, large),
  });
  await store().redis.hset(keys.scan(looked.id), { lookedAt: Date.now() - 3_600_000 });
  // Reading one that has ended is looking at it.
  expect(await scans.open(looked.id, looked.request.caller)).not.toBeNull();
  await store().redis.hset(keys.scansInAll, { [looked.id]: await sized(looked, large - 1_000) });
  await begin("c-new");
  expect(await scans.open(small.id, small.request.caller)).toBeNull();
  expect(await scans.open(looked.id, looked.request.caller)).not.toBeNull();
});

/** What is noted of a scan, as if it took so much. */
async function sized({ id }: ScanLog, kilobytes: number): Promise<string> {
  const noted = String(await store().redis.hget(keys.scansInAll, id)).split(" ");
  return noted.map((word, index) => (index === 3 ? String(kilobytes) : word)).join(" ");
}

test("a scan that has ended counts by the bytes that were written", async () => {
  const log = await begin("c-1");
  const counted = async () =>
    Number(String(await store().redis.hget(keys.scansInAll, log.id)).split(" ")[3]);
  expect(await counted()).toBe(LARGE.length * scanPolicy.rowKilobytes.curve);
  await end(log);
  const bytes = log.lines.reduce((sum, line) => sum + line.length, 0);
  expect(await counted()).toBe(Math.ceil(bytes / 1_024));
  await store().redis.flushdb();
  await scans.sync(log, { changes: [], isLooked: false });
  expect(await counted()).toBe(Math.ceil(bytes / 1_024));
});

test("counts a lost scan again once it is written back", async () => {
  const logs = await fill();
  await store().redis.flushdb();
  for (const log of logs) await scans.sync(log, { changes: [], isLooked: false });
  expect(await create("c-new")).toBe("crowded");
});

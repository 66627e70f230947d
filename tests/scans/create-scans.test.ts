import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { scanPolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { createScans } from "@/lib/scans/create-scans";
import { eventIdAt, findEvent, type ScanLog, type ScanRequest } from "@/lib/scans/scan-log";
import type { ScanStorage, Synced } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import { keys, SECRET } from "../callers/setup";
import { snapshotFixture } from "../support/visitors/snapshot-fixture";

const SYMBOLS = ["SPY", "QQQ", "IWM"];
const request = (caller = "c-me", symbols = SYMBOLS): ScanRequest => ({
  caller,
  priority: 8,
  wanted: symbols.map((symbol) => ({ resource: "gex", symbol })),
});
const completed = (row: number): RowEvent => {
  const { source, staleReason, sharedWith, refreshableInSeconds, quota, ...snapshot } =
    snapshotFixture(SYMBOLS[row - 1] ?? "SPY");
  return { event: "completed", row, source: "upstream", snapshot };
};
const queued = (row: number): RowEvent => ({ event: "queued", row, waitSeconds: 1 });
const failed = (row: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row, problem: { type: "/problems/upstream-timeout", ...about } };
};
const namesOf = (log: ScanLog) => log.events.map((event) => event?.event);
const statesOf = (log: ScanLog) => log.rows.map(({ state }) => state);

let store: Store;
let scans: ScanStorage;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  scans = createScans({ store, keys, secret: SECRET });
});

async function begin(caller = "c-me", symbols = SYMBOLS): Promise<ScanLog> {
  const log = await scans.create(scans.makeId(caller), request(caller, symbols));
  if (typeof log === "string") throw new Error(log);
  return log;
}
async function reopened({ id, request: { caller } }: ScanLog): Promise<ScanLog> {
  const log = await scans.open(id, caller);
  if (!log) throw new Error("it is not kept");
  return log;
}
const write = (log: ScanLog, ...changes: RowEvent[]) =>
  scans.sync(log, { changes, isLooked: false });
const act = (log: ScanLog, name: "pause" | "resume" | "retry" | "delete") =>
  scans.sync(log, { changes: [], act: name, isLooked: false });
const shareOf = (synced: Synced) => (synced.kind === "synced" ? synced.share : -1);

describe("a scan in the store", () => {
  test("is the same for every reader: rows, events and their ids", async () => {
    const log = await begin();
    await write(log, queued(1), queued(2), completed(1));
    const other = await reopened(log);
    expect(statesOf(other)).toEqual(["completed", "running", "waiting"]);
    expect(other.lines).toEqual(log.lines);
    await write(other, failed(2));
    await write(log);
    expect(namesOf(log)).toEqual(["queued", "queued", "completed", "failed"]);
    const last = eventIdAt(log, 4);
    expect(last).toMatch(/^4-[\w-]{8}$/);
    expect([findEvent(other, last), findEvent(other, `${last}.3`)]).toEqual([4, 4]);
    expect(findEvent(log, "0")).toBe(0);
    for (const unknown of ["", "abc", "-1", "9-abcdefgh", "4-abcdefgh", "4", `${last}x`]) {
      expect(findEvent(log, unknown)).toBeNull();
    }
  });

  test("ends each row once, however often and by which process", async () => {
    const log = await begin();
    const other = await reopened(log);
    await write(log, queued(1));
    await write(log, completed(1), completed(1), failed(1));
    await write(other, completed(1), queued(1));
    await write(other, failed(1));
    expect(namesOf(other)).toEqual(["queued", "completed"]);
  });

  test("ends with its last row, and runs again on a retry", async () => {
    const log = await begin();
    await write(log, completed(1), failed(2), completed(3));
    expect([log.state, namesOf(log).at(-1)]).toEqual(["ended", "end"]);
    expect(await act(log, "pause")).toMatchObject({ refused: "ended" });
    expect(await act(log, "retry")).toMatchObject({ refused: null });
    expect(log.state).toBe("running");
    expect(statesOf(log)).toEqual(["completed", "waiting", "completed"]);
    expect(log.events.at(-1)).toEqual({ event: "resumed", retried: [2] });
    await write(log, completed(2));
    expect([log.state, namesOf(log).filter((name) => name === "end")]).toEqual([
      "ended",
      ["end", "end"],
    ]);
    await act(log, "retry");
    expect(log.state).toBe("ended");
  });

  test("queues no row while paused, keeps what lands, and resumes", async () => {
    const log = await begin();
    await write(log, queued(1), queued(2));
    await act(log, "pause");
    await act(log, "pause");
    await write(log, queued(3), completed(1));
    expect(statesOf(log)).toEqual(["completed", "waiting", "waiting"]);
    await act(log, "resume");
    await act(log, "resume");
    await write(log, queued(3));
    expect(statesOf(log)).toEqual(["completed", "waiting", "running"]);
    expect(namesOf(log).filter((name) => name === "paused" || name === "resumed")).toEqual([
      "paused",
      "resumed",
    ]);
  });

  test("stays deleted without a result, and every key has a TTL", async () => {
    const log = await begin();
    await write(log, completed(1));
    const lives = async () => {
      const all = await store.redis.keys("*");
      return Promise.all(all.map(async (key) => (await store.redis.pttl(key)) / 3_600_000));
    };
    expect((await lives()).map(Math.ceil)).toEqual([24, 24, 24, 24]);
    const other = await reopened(log);
    await act(log, "delete");
    expect(await write(other, completed(2))).toEqual({ kind: "deleted" });
    expect(await scans.open(log.id, "c-me")).toBeNull();
    expect(await scans.list("c-me")).toEqual([]);
    expect(await store.redis.keys("*")).toEqual([keys.scan(log.id)]);
    // As long as any instance may have had it in hand: none brings it back.
    expect((await lives()).map(Math.ceil)).toEqual([24]);
  });

  test("is listed for its caller, latest first, up to a bound", async () => {
    const first = await begin();
    await systemClock.sleep(3);
    const second = await begin();
    await begin("c-other");
    await write(first, completed(1), failed(2));
    const listed = await scans.list("c-me");
    expect(listed.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(listed[1]).toMatchObject({ done: 1, failed: 1, total: 3, state: "running" });
    for (let more = 2; more < scanPolicy.keptPerCaller; more += 1) await begin();
    const id = scans.makeId("c-me");
    expect(await scans.create(id, request())).toBe("full");
    await act(first, "delete");
    const created = await scans.create(id, request());
    expect(await scans.create(id, request())).toEqual(created);
    expect(await scans.list("c-me")).toHaveLength(scanPolicy.keptPerCaller);
  });

  test("replaces the one that ended longest ago at the bound", async () => {
    const logs: ScanLog[] = [];
    while (logs.length < scanPolicy.keptPerCaller) logs.push(await begin());
    const [oldest, older, paused] = logs;
    if (!oldest || !older || !paused) throw new Error("none was begun");
    await act(paused, "pause");
    for (const log of [older, oldest]) await write(log, ...[1, 2, 3].map(completed));
    await store.redis.hset(keys.scansOf("c-me"), {
      [oldest.id]: `ended ${Date.now() - 7_200_000} 0 3`,
      [older.id]: `ended ${Date.now() - 3_600_000} 0 3`,
    });
    const log = await begin();
    expect(await scans.open(oldest.id, "c-me")).toBeNull();
    expect(await store.redis.exists(keys.scanEvents(oldest.id))).toBe(0);
    const ids = (await scans.list("c-me")).map(({ id }) => id);
    expect(ids).toHaveLength(scanPolicy.keptPerCaller);
    expect(ids).toEqual(expect.arrayContaining([log.id, older.id, paused.id]));
    await begin();
    expect(await scans.create(scans.makeId("c-me"), request())).toBe("full");
  });

  test("finds room by the size that its rows may come to", async () => {
    const curves: ScanRequest = {
      caller: "c-me",
      priority: 8,
      wanted: Array.from({ length: 200 }, (_, index) => ({
        resource: "curve" as const,
        symbol: `S${index}`,
        expiry: "combined" as const,
      })),
    };
    const room = scanPolicy.keptKilobytesPerCaller / (200 * scanPolicy.rowKilobytes.curve);
    const made = [];
    for (let count = 0; count <= room; count += 1) {
      made.push(await scans.create(scans.makeId("c-me"), curves));
    }
    expect(made.map((log) => typeof log)).toEqual(["object", "object", "string"]);
    const [first, second] = made;
    if (typeof first !== "object" || typeof second !== "object") throw new Error("none was made");
    const ends = curves.wanted.map((_, index) => failed(index + 1));
    await scans.sync(first, { changes: ends, isLooked: true });
    expect(first.state).toBe("ended");
    // Its rows came to little, so it may stay.
    expect(await scans.create(scans.makeId("c-me"), curves)).toBeTypeOf("object");
    expect(await scans.open(first.id, "c-me")).not.toBeNull();
    expect(await scans.create(scans.makeId("c-me"), curves)).toBe("full");
    await scans.sync(second, { changes: ends, isLooked: true });
    const large = 200 * scanPolicy.rowKilobytes.curve;
    await store.redis.hset(keys.scansOf("c-me"), {
      [second.id]: `ended ${Date.now() - 3_600_000} 0 ${large} c-me`,
    });
    expect(await scans.create(scans.makeId("c-me"), curves)).toBeTypeOf("object");
    expect(await scans.open(second.id, "c-me")).toBeNull();
    const other = { ...curves, caller: "c-you" };
    expect(await scans.create(scans.makeId("c-you"), other)).toBeTypeOf("object");
  });

  test("has an id that is its caller's alone", () => {
    const id = scans.makeId("c-me");
    expect(scans.judgeId(id, "c-me")).toBe("theirs");
    expect(scans.judgeId(id, "c-other")).toBe("unknown");
    expect(scans.judgeId(`${id.slice(0, -1)}${id.endsWith("A") ? "B" : "A"}`, "c-me")).toBe(
      "unknown",
    );
    for (const text of ["", "nonsense", "a.b", "x".repeat(4_000)]) {
      expect(scans.judgeId(text, "c-me")).toBe("malformed");
    }
  });

  test("shares the lane with watched scans, longest unserved first", async () => {
    const logs = [await begin()];
    const shares = async () => Promise.all(logs.map(async (log) => shareOf(await write(log))));
    expect(await shares()).toEqual([4]);
    logs.push(await begin());
    expect(await shares()).toEqual([4, 4]);
    logs.push(await begin());
    expect(await shares()).toEqual([2, 2, 2]);
    while (logs.length < 9) logs.push(await begin());
    expect((await shares()).toSorted()).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1]);
    const [served] = logs;
    if (served) await write(served, completed(1));
    expect((await shares())[0]).toBe(0);
  });
});

describe("a scan that the store lost", () => {
  test("is rewritten event by event by any watcher", async () => {
    const log = await begin();
    await write(log, queued(1), completed(1), queued(2));
    const lines = [...log.lines];
    await store.redis.flushdb();
    expect(await scans.open(log.id, "c-me")).toBeNull();
    await write(log, completed(2));
    expect(log.lines.slice(0, 3)).toEqual(lines);
    expect((await reopened(log)).lines).toEqual(log.lines);
    expect([log.epoch, statesOf(log)]).toEqual([0, ["completed", "completed", "waiting"]]);
    expect(await scans.list("c-me")).toHaveLength(1);
    expect(await store.redis.pttl(keys.scanEvents(log.id))).toBeGreaterThan(0);
  });

  test("stays lost where it is unattended: it may be a deletion", async () => {
    const log = await begin();
    await write(log, queued(1));
    await store.redis.flushdb();
    const wish = { changes: [completed(1)], isLooked: false, isUnattended: true };
    expect(await scans.sync(log, wish)).toEqual({ kind: "deleted" });
    expect(await store.redis.keys("*")).toEqual([]);
  });

  test("gets the events back that a fail-over lost", async () => {
    const log = await begin();
    await write(log, queued(1), completed(1));
    const other = await reopened(log);
    await write(log, completed(2));
    await store.redis.rpop(keys.scanEvents(log.id));
    await store.redis.hset(keys.scan(log.id), { rows: "cww" });
    await write(log);
    expect(namesOf(await reopened(log))).toEqual(["queued", "completed", "completed"]);
    await write(other);
    expect(other.lines).toEqual(log.lines);
  });

  test("keeps what happened meanwhile, and adds the known events", async () => {
    const log = await begin();
    await write(log, queued(1));
    const other = await reopened(log);
    await write(log, completed(1));
    await store.redis.rpop(keys.scanEvents(log.id));
    await store.redis.hset(keys.scan(log.id), { rows: "qww" });
    await write(other, failed(2));
    await write(log);
    expect(namesOf(log)).toEqual(["queued", "failed", "completed"]);
    expect([log.epoch, other.epoch]).toEqual([1, 0]);
    await write(other);
    expect(other.lines).toEqual(log.lines);
  });
});

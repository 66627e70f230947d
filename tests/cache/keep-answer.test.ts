import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Cache } from "@/lib/cache/cache";
import { createCache } from "@/lib/cache/create-cache";
import { encodeEntry } from "@/lib/cache/entry";
import { createNyseCalendar } from "@/lib/cache/market-calendar";
import type { Job } from "@/lib/contract/queue/job";
import { keys } from "../callers/setup";
import { emptyStore } from "../desk/shared-gate/empty-store";
import { gexFigures, headlineJob } from "./sample";

const store = emptyStore();
const calendar = createNyseCalendar();
const SPY = headlineJob("v2:/tickers/SPY", "SPY");
const QQQ = headlineJob("v2:/tickers/QQQ", "QQQ");
/** New York winter time of November 2026: Monday 23 to Wednesday 25. */
const at = (text: string) => Date.parse(`2026-11-${text}-05:00`);
const iso = (text: string) => new Date(at(text)).toISOString();

let cache: Cache;
let other: Cache;
beforeAll(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterAll(() => vi.useRealTimers());
beforeEach(() => {
  cache = createCache({ store: store(), keys, calendar });
  other = createCache({ store: store(), keys, calendar });
});

function write(
  asOf: string,
  now: string,
  { by = cache, job = SPY }: { by?: Cache; job?: Job } = {},
) {
  vi.setSystemTime(at(now));
  return by.write(job, { figures: gexFigures(1), asOf: iso(asOf) }, at(now));
}
const learned = async () => JSON.parse(String(await store().redis.hget(keys.cadence, SPY.kind)));

describe("unchanged replies", () => {
  it("are counted in the store, by whichever process asks", async () => {
    await write("20T15:47", "20T15:50");
    const ends = [
      await write("20T15:47", "23T09:50", { by: other }),
      await write("20T15:47", "23T09:53"),
      await write("20T15:47", "23T09:59", { by: other }),
      await write("20T15:47", "23T10:11"),
    ].map(({ freshUntil }) => freshUntil);
    expect(ends).toEqual(["23T09:53", "23T09:59", "23T10:11", "23T10:15"].map(iso));
    const seen = await other.read(SPY.key);
    expect(seen.snapshot?.freshUntil).toBe(iso("23T10:15"));
    expect(seen.snapshot?.heldUntil).toBe(iso("23T10:15"));
  });

  it("are not the same answer, stored again after a lost reply", async () => {
    const first = await write("23T09:36", "23T09:40");
    const again = await write("23T09:36", "23T09:40", { by: other });
    expect(again).toEqual(first);
    expect(again).not.toHaveProperty("heldUntil");
  });

  it("count for their own symbol only", async () => {
    await write("20T15:47", "20T15:50");
    await write("20T15:47", "23T09:50");
    await write("20T15:47", "23T09:53");
    const first = await write("20T15:47", "23T09:53", { job: QQQ });
    expect(first.freshUntil).toBe(iso("23T09:56"));
  });

  it("of an entry without counts begin at one", async () => {
    const { heldUntil, ...snapshot } = await write("20T15:47", "20T15:50");
    const { cadence, ...older } = JSON.parse(encodeEntry(snapshot));
    await store().redis.set(keys.snapshot(SPY.key), JSON.stringify(older));
    expect((await write("20T15:47", "23T09:50", { by: other })).freshUntil).toBe(iso("23T09:53"));
  });
});

describe("the symbol's own minute", () => {
  it("is learned from its past looks, and outlives a process", async () => {
    await write("23T09:36", "23T09:50");
    await write("23T15:47", "23T15:50");
    const own = await write("24T09:37", "24T10:20", { by: other });
    expect(own.nextExpectedAt).toBe(iso("24T15:20"));
    const last = await write("24T15:46", "24T15:47", { by: other });
    // Six and seven minutes are noted for the first look.
    expect(last.freshUntil).toBe(iso("25T09:37"));
  });
});

describe("what is learned of an endpoint", () => {
  it("is one probe a session, of one symbol", async () => {
    expect((await write("23T09:36", "23T09:50")).freshUntil).toBe(iso("23T10:06"));
    const second = await write("23T09:36", "23T09:50", { by: other, job: QQQ });
    expect(second.freshUntil).toBe(iso("23T15:40"));
    expect((await write("23T09:36", "23T10:06")).freshUntil).toBe(iso("23T15:40"));
    expect(await learned()).toMatchObject({ seldom: ["2026-11-23"], probed: "2026-11-23" });
    expect((await write("24T09:36", "24T09:50", { job: QQQ })).freshUntil).toBe(iso("24T10:06"));
  });

  it("is shared: two days of frequent data make it continuous", async () => {
    await write("23T09:50", "23T09:51");
    expect((await write("23T10:20", "23T10:21")).freshUntil).toBe(iso("23T15:40"));
    await write("24T09:50", "24T09:51", { by: other });
    const third = await write("24T10:20", "24T10:21", { by: other });
    expect(third.freshUntil).toBe(iso("24T10:25"));
    expect(third.nextExpectedAt).toBeNull();
    const ofAnother = await write("24T10:28", "24T10:30", { job: QQQ });
    expect(ofAnother.freshUntil).toBe(iso("24T10:33"));
    expect(await learned()).toMatchObject({ often: ["2026-11-23", "2026-11-24"] });
  });

  it("keeps five days of each kind, and nothing unreadable", async () => {
    const days = Array.from({ length: 9 }, (_, index) => `2026-10-0${index + 1}`);
    await store().redis.hset(keys.cadence, {
      [SPY.kind]: JSON.stringify({ often: [...days, 7, null], seldom: "x", probed: 7, more: 1 }),
    });
    await write("23T09:36", "23T10:06");
    expect(await learned()).toEqual({ often: days.slice(-5), seldom: ["2026-11-23"] });
  });

  it("starts over when its key holds something else", async () => {
    await store().redis.set(keys.cadence, "text");
    const kept = await write("23T09:36", "23T13:00");
    expect(kept.freshUntil).toBe(iso("23T15:40"));
    expect(await learned()).toMatchObject({ seldom: ["2026-11-23"] });
  });

  it("needs no store command beside the write itself", async () => {
    await write("23T09:36", "23T09:50");
    const run = vi.spyOn(store(), "run");
    await write("23T09:36", "23T10:06");
    expect(run).toHaveBeenCalledTimes(1);
    run.mockRestore();
  });

  it("is not asked for where looks are set by hand", async () => {
    const upstreamLooks = [{ startMinute: 570, endMinute: 610 }];
    const byHand = createCache({ store: store(), keys, calendar, upstreamLooks });
    expect((await write("23T09:36", "23T09:50", { by: byHand })).freshUntil).toBe(iso("24T09:36"));
    expect(await store().redis.exists(keys.cadence)).toBe(0);
  });
});

describe("continuous data", () => {
  const always = () => createCache({ store: store(), keys, calendar, upstreamLooks: "continuous" });

  it("is fresh for 5 min, longer after each unchanged reply", async () => {
    const by = always();
    const ends = [
      await write("23T10:00", "23T10:01", { by }),
      await write("23T10:00", "23T10:05", { by }),
      await write("23T10:00", "23T10:08", { by }),
      await write("23T10:00", "23T10:14", { by }),
      await write("23T10:00", "23T10:26", { by }),
    ];
    expect(ends.map(({ freshUntil }) => freshUntil)).toEqual(
      ["23T10:05", "23T10:08", "23T10:14", "23T10:26", "23T10:56"].map(iso),
    );
    expect(ends.map(({ missedUpdates }) => missedUpdates.length)).toEqual([0, 0, 0, 0, 1]);
    const [missed] = ends[4]?.missedUpdates ?? [];
    expect(missed).toEqual({ expectedAt: iso("23T10:05"), missedAt: iso("23T10:15") });
  });

  it("is what a realtime endpoint has, whatever was learned", async () => {
    const realtime = { ...SPY, realtime: true };
    expect((await write("23T10:00", "23T10:01", { job: realtime })).freshUntil).toBe(
      iso("23T10:05"),
    );
  });
});

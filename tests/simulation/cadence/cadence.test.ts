import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { asked, caller } from "../../desk/desk-rig";
import { createSteppedDate } from "../../support/store/stepped-date";
import { askEveryMinute } from "./ask-every-minute";
import { newestAt, publicationsOf, sessionsFrom } from "./publications";
import { createWorld, type World } from "./world";

/** New York winter time of November 2026: Friday 20, Monday 23, Tuesday 24. */
const at = (text: string) => Date.parse(`2026-11-${text}-05:00`);
const iso = (text: string) => new Date(at(text)).toISOString();
const MINUTE = 60_000;

afterEach(() => void vi.useRealTimers());

describe("when newer data can exist", () => {
  let world: World;
  beforeEach(async () => {
    const time = createSteppedDate();
    time.now = at("23T12:00");
    world = await createWorld(time, () => "two looks");
    return () => world.close();
  }, 60_000);

  async function ask(symbol: string, force = false, by = "c-me") {
    const request = asked(symbol, { force, caller: caller(by), waitMs: 30_000 });
    const reply = await world.until(world.desk.requestSnapshot(request));
    if (reply.kind !== "snapshot") throw new Error(reply.kind);
    return reply.snapshot;
  }

  test("plain requests between looks cost nothing", async () => {
    const first = await ask("SPY");
    expect(first).toMatchObject({ source: "upstream", nextExpectedAt: iso("23T15:20") });
    expect(first.missedUpdates).toEqual([]);
    for (const time of ["23T12:30", "23T14:00", "23T15:19"]) {
      await world.moveTo(at(time));
      expect((await ask("SPY", false, `c-${time}`)).source).toBe("cache");
    }
    expect(world.calls).toHaveLength(1);
    await world.moveTo(at("23T16:00"));
    expect(Date.parse((await ask("SPY")).asOf)).toBeGreaterThan(at("23T15:20"));
    expect(world.calls).toHaveLength(2);
  });

  test("Refresh between looks makes a call, then closes for 30 min", async () => {
    await ask("SPY");
    await world.moveTo(at("23T12:10"));
    const unchanged = await ask("SPY", true);
    expect(world.calls).toHaveLength(2);
    expect(unchanged).not.toHaveProperty("heldUntil");
    expect(unchanged.refreshableInSeconds).toBeGreaterThan(1_750);
    await world.moveTo(at("23T12:39"));
    expect((await ask("SPY", true, "c-other")).source).toBe("cache");
    expect(world.calls).toHaveLength(2);
    await world.moveTo(at("23T12:41"));
    const again = await ask("SPY", true, "c-other");
    expect(world.calls).toHaveLength(3);
    // Twice unchanged: until the look.
    expect(again.refreshableInSeconds).toBeGreaterThan(2.5 * 3_600);
  });

  test("Refresh after the close waits for the next session", async () => {
    await world.moveTo(at("20T15:59"));
    await ask("SPY");
    await world.moveTo(at("23T16:01"));
    await ask("SPY");
    const calls = world.calls.length;
    await world.moveTo(at("23T18:00"));
    const evening = await ask("SPY", true);
    expect(evening.source).toBe("cache");
    expect(evening.refreshableInSeconds).toBe(15.5 * 3_600);
    expect(world.calls).toHaveLength(calls);
    await world.moveTo(at("24T09:31"));
    expect((await ask("SPY", true)).source).toBe("upstream");
  });

  test("a scan of fresh symbols is free, and says so before", async () => {
    const wanted = ["A", "B", "C"].map((symbol) => ({ resource: "gex", symbol }) as const);
    for (const { symbol } of wanted) await ask(symbol);
    await world.moveTo(at("23T14:00"));
    const scan = { wanted, caller: caller(), isNewCookie: false, priority: 8 };
    const plan = await world.until(world.desk.estimateScan(scan));
    expect(plan).toMatchObject({ kind: "planned", cost: 0 });
    const created = await world.until(world.desk.createScan(scan));
    expect(created).toMatchObject({ kind: "created", cost: 0 });
    expect(world.calls).toHaveLength(3);
  });
});

describe("a session played in virtual time", () => {
  test("costs a few calls for two snapshots, and is never amber", async () => {
    const time = createSteppedDate();
    const sessions = sessionsFrom("2026-11-27", 1);
    const publishingOn = () => "two looks" as const;
    const everyMs = 5 * MINUTE;
    const played = await askEveryMinute({ time, symbol: "SPY", sessions, publishingOn, everyMs });
    expect(played.calls.length).toBeLessThanOrEqual(10);
    expect(played.sights.some(({ isLoud }) => isLoud)).toBe(false);
    expect(played.delays.map(({ ms }) => ms < 40 * MINUTE)).toEqual([true, true]);
  }, 120_000);
});

describe("the upstream that is played", () => {
  const [monday] = sessionsFrom("2026-11-23", 1);
  if (!monday) throw new Error("a Monday has a session");

  test("publishes in each look, or every five minutes", () => {
    const [first = 0, second = 0, ...more] = publicationsOf("SPY", monday, "two looks");
    expect(more).toEqual([]);
    expect(first).toBeGreaterThan(monday.opensAt);
    expect(first).toBeLessThan(monday.opensAt + 40 * MINUTE);
    expect(second).toBeGreaterThan(monday.closesAt - 40 * MINUTE);
    expect(second).toBeLessThan(monday.closesAt);
    expect(publicationsOf("SPY", monday, "second look fails")).toEqual([first]);
    const often = publicationsOf("SPY", monday, "continuous");
    expect(often).toHaveLength(78);
    expect(often).toEqual([...often].sort((one, other) => one - other));
  });

  test("has the last publication of an earlier day before the first", () => {
    const [friday] = sessionsFrom("2026-11-20", 1);
    const last = friday && publicationsOf("SPY", friday, "two looks").at(-1);
    expect(newestAt("SPY", monday.opensAt, () => "two looks")).toBe(last);
  });
});

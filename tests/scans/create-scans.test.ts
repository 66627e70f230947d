import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { scanPolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { createScans } from "@/lib/scans/create-scans";
import type { Scans, Synced } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import { eventIdAt, findEvent, type ScanOrder, type Story } from "@/lib/scans/story";
import { keys, SECRET } from "../callers/setup";
import { snapshotFixture } from "../support/snapshot-fixture";

const SYMBOLS = ["SPY", "QQQ", "IWM"];
const order = (caller = "c-me", symbols = SYMBOLS): ScanOrder => ({
  ...{ caller, priority: 8 },
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
const namesOf = (story: Story) => story.events.map((event) => event?.event);
const statesOf = (story: Story) => story.rows.map(({ state }) => state);

let store: Store;
let scans: Scans;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  scans = createScans({ store, keys, secret: SECRET });
});

async function begin(caller = "c-me", symbols = SYMBOLS): Promise<Story> {
  const story = await scans.create(scans.makeId(caller), order(caller, symbols));
  if (typeof story === "string") throw new Error(story);
  return story;
}
async function reopened({ id, order: { caller } }: Story): Promise<Story> {
  const story = await scans.open(id, caller);
  if (!story) throw new Error("it is not kept");
  return story;
}
const write = (story: Story, ...changes: RowEvent[]) =>
  scans.sync(story, { changes, isLooked: false });
const act = (story: Story, name: "pause" | "resume" | "retry" | "delete") =>
  scans.sync(story, { changes: [], act: name, isLooked: false });
const shareOf = (synced: Synced) => (synced.kind === "synced" ? synced.share : -1);

describe("a scan in the store", () => {
  test("is one whoever reads it: rows, events and their ids", async () => {
    const story = await begin();
    await write(story, queued(1), queued(2), completed(1));
    const other = await reopened(story);
    expect(statesOf(other)).toEqual(["completed", "running", "waiting"]);
    expect(other.lines).toEqual(story.lines);
    await write(other, failed(2));
    await write(story);
    expect(namesOf(story)).toEqual(["queued", "queued", "completed", "failed"]);
    const last = eventIdAt(story, 4);
    expect(last).toMatch(/^4-[\w-]{8}$/);
    expect([findEvent(other, last), findEvent(other, `${last}.3`)]).toEqual([4, 4]);
    expect(findEvent(story, "0")).toBe(0);
    for (const unknown of ["", "abc", "-1", "9-abcdefgh", "4-abcdefgh", "4", `${last}x`]) {
      expect(findEvent(story, unknown)).toBeNull();
    }
  });

  test("gives a row its end once, whoever writes it and however often", async () => {
    const story = await begin();
    const other = await reopened(story);
    await write(story, queued(1));
    await write(story, completed(1), completed(1), failed(1));
    await write(other, completed(1), queued(1));
    await write(other, failed(1));
    expect(namesOf(other)).toEqual(["queued", "completed"]);
  });

  test("ends with its last row, and runs again when failed rows are retried", async () => {
    const story = await begin();
    await write(story, completed(1), failed(2), completed(3));
    expect([story.state, namesOf(story).at(-1)]).toEqual(["ended", "end"]);
    expect(await act(story, "pause")).toMatchObject({ refused: "ended" });
    expect(await act(story, "retry")).toMatchObject({ refused: null });
    expect(story.state).toBe("running");
    expect(statesOf(story)).toEqual(["completed", "waiting", "completed"]);
    expect(story.events.at(-1)).toEqual({ event: "resumed", retried: [2] });
    await write(story, completed(2));
    expect([story.state, namesOf(story).filter((name) => name === "end")]).toEqual([
      "ended",
      ["end", "end"],
    ]);
    await act(story, "retry");
    expect(story.state).toBe("ended");
  });

  test("paused takes no row into the line, keeps what lands, and resumes", async () => {
    const story = await begin();
    await write(story, queued(1), queued(2));
    await act(story, "pause");
    await act(story, "pause");
    await write(story, queued(3), completed(1));
    expect(statesOf(story)).toEqual(["completed", "waiting", "waiting"]);
    await act(story, "resume");
    await act(story, "resume");
    await write(story, queued(3));
    expect(statesOf(story)).toEqual(["completed", "waiting", "running"]);
    expect(namesOf(story).filter((name) => name === "paused" || name === "resumed")).toEqual([
      "paused",
      "resumed",
    ]);
  });

  test("deleted stays so, leaves no result, and every key has a TTL before and after", async () => {
    const story = await begin();
    await write(story, completed(1));
    const lives = async () => {
      const all = await store.redis.keys("*");
      return Promise.all(all.map(async (key) => (await store.redis.pttl(key)) / 3_600_000));
    };
    expect((await lives()).map(Math.ceil)).toEqual([24, 24, 24, 24]);
    const other = await reopened(story);
    await act(story, "delete");
    expect(await write(other, completed(2))).toEqual({ kind: "deleted" });
    expect(await scans.open(story.id, "c-me")).toBeNull();
    expect(await scans.list("c-me")).toEqual([]);
    expect(await store.redis.keys("*")).toEqual([keys.scan(story.id)]);
    // As long as any instance may have had it in hand: none brings it back.
    expect((await lives()).map(Math.ceil)).toEqual([24]);
  });

  test("is listed for its caller, the latest first, with its tally; so many and no more are kept", async () => {
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
    expect(await scans.create(id, order())).toBe("full");
    await act(first, "delete");
    const created = await scans.create(id, order());
    expect(await scans.create(id, order())).toEqual(created);
    expect(await scans.list("c-me")).toHaveLength(scanPolicy.keptPerCaller);
  });

  test("is kept in the place of the one that ended longest ago, once there are too many", async () => {
    const stories: Story[] = [];
    while (stories.length < scanPolicy.keptPerCaller) stories.push(await begin());
    const [oldest, older, paused] = stories;
    if (!oldest || !older || !paused) throw new Error("none was begun");
    await act(paused, "pause");
    for (const story of [older, oldest]) await write(story, ...[1, 2, 3].map(completed));
    await store.redis.hset(keys.scansOf("c-me"), {
      [oldest.id]: `ended ${Date.now() - 7_200_000} 0 3`,
      [older.id]: `ended ${Date.now() - 3_600_000} 0 3`,
    });
    const story = await begin();
    expect(await scans.open(oldest.id, "c-me")).toBeNull();
    expect(await store.redis.exists(keys.scanEvents(oldest.id))).toBe(0);
    const ids = (await scans.list("c-me")).map(({ id }) => id);
    expect(ids).toHaveLength(scanPolicy.keptPerCaller);
    expect(ids).toEqual(expect.arrayContaining([story.id, older.id, paused.id]));
    await begin();
    expect(await scans.create(scans.makeId("c-me"), order())).toBe("full");
  });

  test("finds room by what its rows may come to: of large ones fewer are kept", async () => {
    const curves: ScanOrder = {
      ...{ caller: "c-me", priority: 8 },
      wanted: Array.from({ length: 200 }, (_, index) => ({
        ...{ resource: "curve" as const, symbol: `S${index}`, expiry: "combined" as const },
      })),
    };
    const room = scanPolicy.keptKilobytesPerCaller / (200 * scanPolicy.rowKilobytes.curve);
    const made = [];
    for (let count = 0; count <= room; count += 1) {
      made.push(await scans.create(scans.makeId("c-me"), curves));
    }
    expect(made.map((story) => typeof story)).toEqual(["object", "object", "string"]);
    const [first] = made;
    if (typeof first !== "object") throw new Error("none was made");
    const ends = curves.wanted.map((_, index) => failed(index + 1));
    await scans.sync(first, { changes: ends, isLooked: true });
    expect(first.state).toBe("ended");
    expect(await scans.create(scans.makeId("c-me"), curves)).toBeTypeOf("object");
    expect(await scans.open(first.id, "c-me")).toBeNull();
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

  test("shares the lane with its caller's others that are looked at; the longest unserved go first", async () => {
    const stories = [await begin()];
    const shares = async () =>
      Promise.all(stories.map(async (story) => shareOf(await write(story))));
    expect(await shares()).toEqual([4]);
    stories.push(await begin());
    expect(await shares()).toEqual([4, 4]);
    stories.push(await begin());
    expect(await shares()).toEqual([2, 2, 2]);
    while (stories.length < 9) stories.push(await begin());
    expect((await shares()).toSorted()).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1]);
    const [served] = stories;
    if (served) await write(served, completed(1));
    expect((await shares())[0]).toBe(0);
  });
});

describe("a scan that the store lost", () => {
  test("is written anew by whoever watches it, event by event", async () => {
    const story = await begin();
    await write(story, queued(1), completed(1), queued(2));
    const lines = [...story.lines];
    await store.redis.flushdb();
    expect(await scans.open(story.id, "c-me")).toBeNull();
    await write(story, completed(2));
    expect(story.lines.slice(0, 3)).toEqual(lines);
    expect((await reopened(story)).lines).toEqual(story.lines);
    expect([story.edition, statesOf(story)]).toEqual([0, ["completed", "completed", "waiting"]]);
    expect(await scans.list("c-me")).toHaveLength(1);
    expect(await store.redis.pttl(keys.scanEvents(story.id))).toBeGreaterThan(0);
  });

  test("stays lost where nobody looks and nobody asked: a deletion may be what is not known any more", async () => {
    const story = await begin();
    await write(story, queued(1));
    await store.redis.flushdb();
    const wish = { changes: [completed(1)], isLooked: false, isUnattended: true };
    expect(await scans.sync(story, wish)).toEqual({ kind: "deleted" });
    expect(await store.redis.keys("*")).toEqual([]);
  });

  test("gets the events back that a fail-over lost", async () => {
    const story = await begin();
    await write(story, queued(1), completed(1));
    const other = await reopened(story);
    await write(story, completed(2));
    await store.redis.rpop(keys.scanEvents(story.id));
    await store.redis.hset(keys.scan(story.id), { rows: "cww" });
    await write(story);
    expect(namesOf(await reopened(story))).toEqual(["queued", "completed", "completed"]);
    await write(other);
    expect(other.lines).toEqual(story.lines);
  });

  test("and that went on otherwise meanwhile is taken as it is; what was known is written after it", async () => {
    const story = await begin();
    await write(story, queued(1));
    const other = await reopened(story);
    await write(story, completed(1));
    await store.redis.rpop(keys.scanEvents(story.id));
    await store.redis.hset(keys.scan(story.id), { rows: "qww" });
    await write(other, failed(2));
    await write(story);
    expect(namesOf(story)).toEqual(["queued", "failed", "completed"]);
    expect([story.edition, other.edition]).toEqual([1, 0]);
    await write(other);
    expect(other.lines).toEqual(story.lines);
  });
});

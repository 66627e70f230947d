import { beforeEach, expect, test } from "vitest";
import { createDesk } from "@/lib/desk/create-desk";
import { scanPolicy } from "@/lib/policy";
import { createScans } from "@/lib/scans/create-scans";
import type { Scans } from "@/lib/scans/scans";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { ScanOrder, Story } from "@/lib/scans/story";
import { keys, SECRET } from "../callers/setup";
import { createDeskRig } from "../desk/desk-rig";
import { emptyStore } from "../desk/empty-store";

const store = emptyStore();
let scans: Scans;
beforeEach(() => {
  scans = createScans({ store: store(), keys, secret: SECRET });
});

const LARGE = Array.from({ length: 200 }, (_, index) => ({
  ...{ resource: "curve" as const, symbol: `S${index}`, expiry: "combined" as const },
}));
const order = (caller: string, wanted: ScanOrder["wanted"] = LARGE): ScanOrder => ({
  ...{ caller, priority: 8, wanted },
});
const failed = (_: unknown, index: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row: index + 1, problem: { type: "/problems/timeout", ...about } };
};
const end = (story: Story) =>
  scans.sync(story, { changes: story.rows.map(failed), isLooked: false });
const create = (caller: string, wanted?: ScanOrder["wanted"]) =>
  scans.create(scans.makeId(caller), order(caller, wanted));
async function begin(caller: string, wanted?: ScanOrder["wanted"]): Promise<Story> {
  const story = await create(caller, wanted);
  if (typeof story === "string") throw new Error(story);
  return story;
}

/** As many callers as it takes, each with the two largest scans there are. */
async function fill(): Promise<Story[]> {
  const room = scanPolicy.keptKilobytesInAll / (LARGE.length * scanPolicy.rowKilobytes.curve);
  const stories: Story[] = [];
  while (stories.length < Math.floor(room)) {
    stories.push(await begin(`c-${Math.floor(stories.length / 2)}`));
  }
  return stories;
}

test("however many callers come from an address, their scans come to so much and no more", async () => {
  const [first] = await fill();
  if (!first) throw new Error("none was begun");
  const before = (await store().redis.keys("*")).toSorted();
  expect(await create("c-new")).toBe("crowded");
  const desk = createDesk(createDeskRig(store()).desk);
  const asked = { wanted: LARGE, isNewCookie: false, priority: 8 };
  const caller = { id: "c-newer", kind: "cookie", address: "192.0.2.1" } as const;
  expect(await desk.createScan({ ...asked, caller })).toMatchObject({
    ...{ slug: "too-many-requests", detail: expect.stringContaining("no room") },
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

test("those that ended make room, of who keeps most; a small one outlasts them, however old", async () => {
  const small = await begin("c-small", [{ resource: "gex", symbol: "SPY" }]);
  await end(small);
  const stories = await fill();
  const [one, other] = stories.slice(-2);
  if (!one || !other) throw new Error("none was begun");
  for (const story of [other, one]) await end(story);
  const hourAgo = (story: Story, kilobytes: number) => ({
    [story.id]: `ended ${Date.now() - 3_600_000} 0 ${kilobytes} ${story.order.caller}`,
  });
  await store().redis.hset(keys.scansInAll, { ...hourAgo(small, 1), ...hourAgo(other, 12_000) });
  const made = await begin("c-new");
  expect(await scans.open(other.id, other.order.caller)).toBeNull();
  for (const kept of [small, one, made]) {
    expect(await scans.open(kept.id, kept.order.caller)).not.toBeNull();
  }
  expect(await store().redis.exists(keys.scanEvents(other.id))).toBe(0);
  expect(await scans.list(other.order.caller)).toHaveLength(1);
});

test("a scan that the store lost counts again once it is written anew", async () => {
  const stories = await fill();
  await store().redis.flushdb();
  for (const story of stories) await scans.sync(story, { changes: [], isLooked: false });
  expect(await create("c-new")).toBe("crowded");
});

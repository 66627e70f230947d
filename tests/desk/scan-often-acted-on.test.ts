import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { eventAt } from "@/lib/desk/scan-event";
import { scanPolicy } from "@/lib/policy";
import type { RowEvent } from "@/lib/scans/stored-event";
import type { ScanOrder, Story } from "@/lib/scans/story";
import { keys } from "../callers/setup";
import { caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;
beforeEach(() => {
  rig = createDeskRig(store());
  desk = createDesk(rig.desk);
});
afterEach(async () => {
  desk.stopScans();
  await rig.desk.pump.idle();
});

async function begin(rows: number): Promise<Story> {
  const order: ScanOrder = {
    ...{ caller: caller().id, priority: 8 },
    wanted: Array.from({ length: rows }, (_, index) => ({ resource: "gex", symbol: `S${index}` })),
  };
  const story = await rig.desk.scans.create(rig.desk.scans.makeId(order.caller), order);
  if (typeof story === "string") throw new Error(story);
  return story;
}
const failed = (row: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row, problem: { type: "/problems/upstream-timeout", ...about } };
};
const fail = (story: Story, rows: readonly number[]) =>
  rig.desk.scans.sync(story, { changes: rows.map(failed), isLooked: false });
const mostOf = ({ rows }: Story) => scanPolicy.eventsBeside + scanPolicy.eventsPerRow * rows.length;
const lengthOf = ({ id }: Story) => store().redis.llen(keys.scanEvents(id));
const heldBy = ({ id }: Story) => ({ id, callerId: caller().id });

describe("a scan that is acted on again and again", () => {
  test("is paused so often and no more; says so, goes on, and can be deleted", async () => {
    const story = await begin(2);
    let refused: string | null = null;
    for (let acts = 0; refused === null && acts <= mostOf(story); acts += 1) {
      const act = acts % 2 === 0 ? "pause" : "resume";
      const acted = await rig.desk.scans.act(story.id, story.order, act);
      refused = acted?.kind === "acted" ? acted.refused : null;
    }
    expect([refused, await lengthOf(story)]).toEqual(["full", mostOf(story)]);
    expect(await desk.actOnScan(heldBy(story), "pause")).toMatchObject({
      ...{ slug: "conflict", detail: expect.stringContaining("too often") },
    });
    expect(await desk.listScans(caller())).toMatchObject([{ state: "running" }]);
    await fail(story, [1, 2]);
    expect(story).toMatchObject({ state: "ended", tally: { done: 0, failed: 2, total: 2 } });
    expect(await desk.actOnScan(heldBy(story), "retry")).toMatchObject({ slug: "conflict" });
    expect(await lengthOf(story)).toBe(mostOf(story) + 3);
    expect(await desk.actOnScan(heldBy(story), "delete")).toEqual({ kind: "deleted" });
  });

  test("is resumed however long its story is: it is never stuck", async () => {
    const story = await begin(1);
    const rest = Array.from({ length: mostOf(story) - 1 }, () => "AAAAAAAA{}");
    await store().redis.rpush(keys.scanEvents(story.id), ...rest);
    expect(await desk.actOnScan(heldBy(story), "pause")).toMatchObject({ kind: "acted" });
    expect(await desk.actOnScan(heldBy(story), "resume")).toMatchObject({ kind: "acted" });
    expect(await desk.actOnScan(heldBy(story), "pause")).toMatchObject({ slug: "conflict" });
  });

  test("of 200 rows that all fail is retried four times", async () => {
    const story = await begin(200);
    const rows = story.rows.map((_, index) => index + 1);
    let retries = 0;
    for (; retries <= 20; retries += 1) {
      const changes = rows.map((row): RowEvent => ({ event: "queued", row, waitSeconds: 1 }));
      await rig.desk.scans.sync(story, { changes, isLooked: false });
      await fail(story, rows);
      const acted = await rig.desk.scans.act(story.id, story.order, "retry");
      if (acted?.kind === "acted" && acted.refused !== null) break;
      await rig.desk.scans.sync(story, { changes: [], isLooked: false });
    }
    expect(retries).toBe(4);
    expect(await lengthOf(story)).toBeLessThan(mostOf(story) + 402);
  });

  test("is told in one walk of its story, each event with the tally of its time", async () => {
    const story = await begin(3);
    const act = (name: "pause" | "resume" | "retry") =>
      rig.desk.scans.sync(story, { changes: [], act: name, isLooked: false });
    await fail(story, [1]);
    for (const name of ["pause", "resume", "retry"] as const) await act(name);
    await fail(story, [2, 3]);
    for (let acts = 0; acts < 100; acts += 1) await act(acts % 2 === 0 ? "pause" : "resume");
    let visits = 0;
    const events = new Proxy(story.events, {
      get(target, name) {
        if (typeof name === "string" && /^\d+$/.test(name)) visits += 1;
        return Reflect.get(target, name);
      },
    });
    const told = story.lines.map((_, at) => eventAt(rig.desk, { ...story, events }, at));
    expect(visits).toBeLessThanOrEqual(2 * story.lines.length);
    const tallies = told.flatMap((one) =>
      one?.event === "paused" || one?.event === "resumed" ? one.data : [],
    );
    expect(tallies.slice(0, 3)).toMatchObject([
      ...[{ failed: 1 }, { failed: 1, retried: [] }, { failed: 0, retried: ["S0"] }],
    ]);
    expect(tallies.at(-1)).toEqual({ done: 0, failed: 2, total: 3, retried: [] });
  });
});

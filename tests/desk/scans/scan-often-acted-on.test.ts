import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { eventAt } from "@/lib/desk/scans/scan-event";
import { scanPolicy } from "@/lib/policy";
import type { ScanLog, ScanRequest } from "@/lib/scans/scan-log";
import type { RowEvent } from "@/lib/scans/stored-event";
import { keys } from "../../callers/setup";
import { caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "../shared-gate/empty-store";

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

async function begin(rows: number): Promise<ScanLog> {
  const request: ScanRequest = {
    caller: caller().id,
    priority: 8,
    wanted: Array.from({ length: rows }, (_, index) => ({ resource: "gex", symbol: `S${index}` })),
  };
  const log = await rig.desk.scans.create(rig.desk.scans.makeId(request.caller), request);
  if (typeof log === "string") throw new Error(log);
  return log;
}
const failed = (row: number): RowEvent => {
  const about = { status: 504, title: "Too slow", detail: "Too slow.", instance: "urn:uuid:0" };
  return { event: "failed", row, problem: { type: "/problems/upstream-timeout", ...about } };
};
const fail = (log: ScanLog, rows: readonly number[]) =>
  rig.desk.scans.sync(log, { changes: rows.map(failed), isLooked: false });
const mostOf = ({ rows }: ScanLog) =>
  scanPolicy.eventsBeside + scanPolicy.eventsPerRow * rows.length;
const lengthOf = ({ id }: ScanLog) => store().redis.llen(keys.scanEvents(id));
const heldBy = ({ id }: ScanLog) => ({ id, callerId: caller().id });

describe("a scan that is often paused or retried", () => {
  test("is paused up to a limit, then runs and can be deleted", async () => {
    const log = await begin(2);
    let refused: string | null = null;
    for (let acts = 0; refused === null && acts <= mostOf(log); acts += 1) {
      const act = acts % 2 === 0 ? "pause" : "resume";
      const acted = await rig.desk.scans.act(log.id, log.request, act);
      refused = acted?.kind === "acted" ? acted.refused : null;
    }
    expect([refused, await lengthOf(log)]).toEqual(["full", mostOf(log)]);
    expect(await desk.actOnScan(heldBy(log), "pause")).toMatchObject({
      slug: "conflict",
      detail: expect.stringContaining("too often"),
    });
    expect(await desk.listScans(caller())).toMatchObject([{ state: "running" }]);
    await fail(log, [1, 2]);
    expect(log).toMatchObject({ state: "ended", tally: { done: 0, failed: 2, total: 2 } });
    expect(await desk.actOnScan(heldBy(log), "retry")).toMatchObject({ slug: "conflict" });
    expect(await lengthOf(log)).toBe(mostOf(log) + 3);
    expect(await desk.actOnScan(heldBy(log), "delete")).toEqual({ kind: "deleted" });
  });

  test("can always be resumed, even with a long log", async () => {
    const log = await begin(1);
    const rest = Array.from({ length: mostOf(log) - 1 }, () => "AAAAAAAA{}");
    await store().redis.rpush(keys.scanEvents(log.id), ...rest);
    expect(await desk.actOnScan(heldBy(log), "pause")).toMatchObject({ kind: "acted" });
    expect(await desk.actOnScan(heldBy(log), "resume")).toMatchObject({ kind: "acted" });
    expect(await desk.actOnScan(heldBy(log), "pause")).toMatchObject({ slug: "conflict" });
  });

  test("can be retried four times with 200 failing rows", async () => {
    const log = await begin(200);
    const rows = log.rows.map((_, index) => index + 1);
    let retries = 0;
    for (; retries <= 20; retries += 1) {
      const changes = rows.map((row): RowEvent => ({ event: "queued", row, waitSeconds: 1 }));
      await rig.desk.scans.sync(log, { changes, isLooked: false });
      await fail(log, rows);
      const acted = await rig.desk.scans.act(log.id, log.request, "retry");
      if (acted?.kind === "acted" && acted.refused !== null) break;
      await rig.desk.scans.sync(log, { changes: [], isLooked: false });
    }
    expect(retries).toBe(4);
    expect(await lengthOf(log)).toBeLessThan(mostOf(log) + 402);
  });

  test("is replayed in one pass, each event with its own tally", async () => {
    const log = await begin(3);
    const act = (name: "pause" | "resume" | "retry") =>
      rig.desk.scans.sync(log, { changes: [], act: name, isLooked: false });
    await fail(log, [1]);
    for (const name of ["pause", "resume", "retry"] as const) await act(name);
    await fail(log, [2, 3]);
    for (let acts = 0; acts < 100; acts += 1) await act(acts % 2 === 0 ? "pause" : "resume");
    let visits = 0;
    const events = new Proxy(log.events, {
      get(target, name) {
        if (typeof name === "string" && /^\d+$/.test(name)) visits += 1;
        return Reflect.get(target, name);
      },
    });
    const read = log.lines.map((_, at) => eventAt(rig.desk, { ...log, events }, at));
    expect(visits).toBeLessThanOrEqual(2 * log.lines.length);
    const tallies = read.flatMap((one) =>
      one?.event === "paused" || one?.event === "resumed" ? one.data : [],
    );
    expect(tallies.slice(0, 3)).toMatchObject([
      { failed: 1 },
      { failed: 1, retried: [] },
      { failed: 0, retried: ["S0"] },
    ]);
    expect(tallies.at(-1)).toEqual({ done: 0, failed: 2, total: 3, retried: [] });
  });
});

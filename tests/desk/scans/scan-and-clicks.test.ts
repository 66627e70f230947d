import { afterEach, describe, expect, test } from "vitest";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import type { OwnedScan } from "@/lib/desk/scans/find-scan";
import { asked, caller, createDeskRig, type DeskRig } from "../desk-rig";
import { emptyStore } from "../shared-gate/empty-store";

const SYMBOLS = ["A", "B", "C", "D", "E", "F"];

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;
afterEach(async () => {
  desk.stopScans();
  await rig.desk.pump.idle();
});

function begin(limit: number, windowMs: number): void {
  rig = createDeskRig(store(), limit, windowMs);
  desk = createDesk(rig.desk);
}

async function start(): Promise<OwnedScan> {
  const wanted = SYMBOLS.map((symbol) => ({ resource: "gex", symbol }) as const);
  const reply = await desk.createScan({
    wanted,
    caller: caller(),
    isNewCookie: false,
    priority: 8,
  });
  if (reply.kind === "refused") throw new Error(reply.detail);
  return reply.owned;
}

const keysInLine = async () =>
  (await rig.desk.pump.snapshot(caller().id)).mine.map(({ key }) => key.slice(12)).toSorted();

describe("a scan and its caller's clicks", () => {
  test("do not share the limit of unknown symbols", async () => {
    begin(1_000, 1_000);
    const unknown = () => ({ kind: "unknown-symbol", arrived: true }) as const;
    for (const symbol of SYMBOLS) rig.script.set(symbol, unknown);
    await start();
    const failed = async () => (await desk.listScans(caller()))[0]?.failed;
    await expect.poll(failed, { timeout: 20_000 }).toBe(SYMBOLS.length);
    expect(await desk.requestSnapshot(asked("SPY"))).toMatchObject({ kind: "snapshot" });
  });

  test("count an unknown symbol that was clicked", async () => {
    begin(1_000, 1_000);
    for (const symbol of SYMBOLS) {
      rig.script.set(symbol, () => ({ kind: "unknown-symbol", arrived: true }));
    }
    const refusals = [];
    for (const symbol of SYMBOLS) refusals.push(await desk.requestSnapshot(asked(symbol)));
    expect(refusals.at(-1)).toMatchObject({ slug: "too-many-requests" });
  });

  test("keep a click on the same symbol queued through a pause", async () => {
    begin(5, 1_000);
    const owned = await start();
    const click = desk.requestSnapshot(asked("F", { priority: 8, waitMs: 20_000 }));
    await expect.poll(keysInLine).toContain("F");
    await desk.actOnScan(owned, "pause");
    expect(await click).toMatchObject({ kind: "snapshot", snapshot: { symbol: "F" } });
  });

  test("keep a more urgent click through a pause without waiters", async () => {
    begin(1, 60_000);
    const owned = await start();
    // The first row has the only slot and has ended. The next four are queued.
    await expect.poll(keysInLine).toEqual(["B", "C", "D", "E"]);
    const ticket = await desk.requestSnapshot(asked("C", { priority: 7, waitMs: 0 }));
    expect(ticket).toMatchObject({ kind: "queued" });
    await desk.actOnScan(owned, "pause");
    expect(await keysInLine()).toEqual(["C"]);
  });

  test("keep a click on the same symbol through a deletion", async () => {
    begin(1, 60_000);
    const owned = await start();
    const left = new AbortController();
    const click = desk.requestSnapshot(
      asked("F", { priority: 8, waitMs: 20_000, signal: () => left.signal }),
    );
    await expect.poll(keysInLine).toContain("F");
    await desk.actOnScan(owned, "delete");
    expect(await keysInLine()).toContain("F");
    left.abort();
    await click;
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createControlRoom } from "@/lib/desk/control-room/create-control-room";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import type { OwnedScan } from "@/lib/desk/scans/find-scan";
import { keys } from "../../callers/setup";
import { caller, createDeskRig, type DeskRig } from "../desk-rig";
import { createRoomRig } from "../room-rig";
import { emptyStore } from "../shared-gate/empty-store";

const SYMBOLS = ["A", "B", "C", "D", "E", "F"];

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;
beforeEach(() => {
  rig = createDeskRig(store(), 5, 1_000);
  desk = createDesk(rig.desk);
});
afterEach(async () => {
  desk.stopScans();
  await rig.desk.pump.idle();
});

async function start(symbols: readonly string[] = SYMBOLS): Promise<OwnedScan> {
  const wanted = symbols.map((symbol) => ({ resource: "gex", symbol }) as const);
  const asked = { wanted, caller: caller(), isNewCookie: false, priority: 8 };
  const reply = await desk.createScan(asked);
  if (reply.kind === "refused") throw new Error(reply.detail);
  return reply.owned;
}

/** As after a night: no instance runs the scan, and no one has viewed it for hours. */
async function forget({ id }: OwnedScan): Promise<void> {
  desk.stopScans();
  await desk.scanRests(id, 70_000);
  await rig.desk.pump.idle();
  await store().redis.hset(keys.scan(id), { lookedAt: Date.now() - 3_600_000 });
  desk = createDesk(rig.desk);
}

describe("a row's canceled ticket", () => {
  // At one call a minute, queued rows stay queued.
  beforeEach(() => {
    rig = createDeskRig(store(), 1, 60_000);
    desk = createDesk(rig.desk);
  });

  const waiting = async () => (await desk.readQueue(caller())).mine.map(({ symbol }) => symbol);
  const isWaiting = async (symbol: string) => (await waiting()).includes(symbol);

  async function statusOfD(owned: OwnedScan): Promise<number | null> {
    const reply = await desk.readScan(owned, false);
    if (reply.kind === "refused") throw new Error(reply.detail);
    const row = reply.scan.rows.find(({ symbol }) => symbol === "D");
    return row?.state === "failed" ? row.problem.status : null;
  }

  /** The next row takes the place. The canceled row has the reason and does not enter again. */
  async function expectGivenUp(owned: OwnedScan): Promise<void> {
    await expect.poll(() => isWaiting("F"), { timeout: 10_000 }).toBe(true);
    expect(await statusOfD(owned)).toBe(410);
    expect(await isWaiting("D")).toBe(false);
  }

  test("ends the row with the reason when its caller cancels", async () => {
    const owned = await start();
    await expect.poll(() => isWaiting("D"), { timeout: 10_000 }).toBe(true);
    const mine = (await desk.readQueue(caller())).mine.find(({ symbol }) => symbol === "D");
    const found = desk.findTicket(mine?.ticket ?? "", caller());
    if ("kind" in found) throw new Error(found.detail);
    await desk.cancelTicket(found);
    await expectGivenUp(owned);
  });

  test("ends the row when an admin cancels", async () => {
    const owned = await start();
    await expect.poll(() => isWaiting("D"), { timeout: 10_000 }).toBe(true);
    const { parts, session } = await createRoomRig(store(), rig.desk);
    const { detail } = await rig.desk.pump.detailedSnapshot();
    const [ticket] = detail.line.flatMap(({ key, tickets }) => (key.endsWith("/D") ? tickets : []));
    const by = { session, requestId: "a" };
    const reply = await createControlRoom(parts).cancelTicket(by, String(ticket?.ticket));
    expect(reply.kind).toBe("done");
    await expectGivenUp(owned);
  });
});

describe("a scan without a stream", () => {
  test("continues after a resume, with a new summary", async () => {
    const owned = await start();
    await desk.actOnScan(owned, "pause");
    await forget(owned);
    expect(await desk.actOnScan(owned, "resume")).toMatchObject({ scan: { state: "running" } });
    await expect.poll(() => rig.calls.toSorted(), { timeout: 20_000 }).toEqual(SYMBOLS);
  });

  test("continues after a retry, with a new summary", async () => {
    rig.script.set("B", () => ({ kind: "invalid", arrived: true, detail: "" }));
    const owned = await start(["A", "B"]);
    const isEnded = async () => (await desk.listScans(caller()))[0]?.state === "ended";
    await expect.poll(isEnded, { timeout: 20_000 }).toBe(true);
    rig.script.clear();
    await forget(owned);
    expect(await desk.actOnScan(owned, "retry")).toMatchObject({ scan: { state: "running" } });
    await expect.poll(() => rig.calls, { timeout: 20_000 }).toEqual(["A", "B", "B"]);
  });
});

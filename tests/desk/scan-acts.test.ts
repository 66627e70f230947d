import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createControlRoom } from "@/lib/desk/create-control-room";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import type { HeldScan } from "@/lib/desk/find-scan";
import { keys } from "../callers/setup";
import { caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";
import { createRoomRig } from "./room-rig";

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

async function start(symbols: readonly string[] = SYMBOLS): Promise<HeldScan> {
  const wanted = symbols.map((symbol) => ({ resource: "gex", symbol }) as const);
  const asked = { wanted, caller: caller(), isNewCookie: false, priority: 8 };
  const reply = await desk.createScan(asked);
  if (reply.kind === "refused") throw new Error(reply.detail);
  return reply.held;
}

/** As after a night: no instance has it in hand, and nobody looked for hours. */
async function forget({ id }: HeldScan): Promise<void> {
  desk.stopScans();
  await desk.scanRests(id, 70_000);
  await rig.desk.pump.idle();
  await store().redis.hset(keys.scan(id), { lookedAt: Date.now() - 3_600_000 });
  desk = createDesk(rig.desk);
}

describe("a row's ticket that is given up", () => {
  // One call a minute: whatever is in line stays there.
  beforeEach(() => {
    rig = createDeskRig(store(), 1, 60_000);
    desk = createDesk(rig.desk);
  });

  const waiting = async () => (await desk.readQueue(caller())).mine.map(({ symbol }) => symbol);
  const isWaiting = async (symbol: string) => (await waiting()).includes(symbol);

  async function statusOfD(held: HeldScan): Promise<number | null> {
    const reply = await desk.readScan(held, false);
    if (reply.kind === "refused") throw new Error(reply.detail);
    const row = reply.scan.rows.find(({ symbol }) => symbol === "D");
    return row?.state === "failed" ? row.problem.status : null;
  }

  /** The place that it leaves is the next row's; its own row says why, and does not enter again. */
  async function expectGivenUp(held: HeldScan): Promise<void> {
    await expect.poll(() => isWaiting("F"), { timeout: 10_000 }).toBe(true);
    expect(await statusOfD(held)).toBe(410);
    expect(await isWaiting("D")).toBe(false);
  }

  test("by its caller, ends the row, which says why, and is not asked for again", async () => {
    const held = await start();
    await expect.poll(() => isWaiting("D"), { timeout: 10_000 }).toBe(true);
    const mine = (await desk.readQueue(caller())).mine.find(({ symbol }) => symbol === "D");
    const found = desk.findTicket(mine?.ticket ?? "", caller());
    if ("kind" in found) throw new Error(found.detail);
    await desk.giveUp(found);
    await expectGivenUp(held);
  });

  test("by an admin, the same", async () => {
    const held = await start();
    await expect.poll(() => isWaiting("D"), { timeout: 10_000 }).toBe(true);
    const { parts, session } = await createRoomRig(store(), rig.desk);
    const { detail } = await rig.desk.pump.lookInDetail();
    const [ticket] = detail.line.flatMap(({ key, tickets }) => (key.endsWith("/D") ? tickets : []));
    const by = { session, requestId: "a" };
    const reply = await createControlRoom(parts).cancelTicket(by, String(ticket?.ticket));
    expect(reply.kind).toBe("done");
    await expectGivenUp(held);
  });
});

describe("without a stream", () => {
  test("a scan that is resumed says that it runs, and does", async () => {
    const held = await start();
    await desk.actOnScan(held, "pause");
    await forget(held);
    expect(await desk.actOnScan(held, "resume")).toMatchObject({ scan: { state: "running" } });
    await expect.poll(() => rig.calls.toSorted(), { timeout: 20_000 }).toEqual(SYMBOLS);
  });

  test("a scan that ended and is tried again says that it runs, and does", async () => {
    rig.script.set("B", () => ({ kind: "invalid", arrived: true, detail: "" }));
    const held = await start(["A", "B"]);
    const isEnded = async () => (await desk.listScans(caller()))[0]?.state === "ended";
    await expect.poll(isEnded, { timeout: 20_000 }).toBe(true);
    rig.script.clear();
    await forget(held);
    expect(await desk.actOnScan(held, "retry")).toMatchObject({ scan: { state: "running" } });
    await expect.poll(() => rig.calls, { timeout: 20_000 }).toEqual(["A", "B", "B"]);
  });
});

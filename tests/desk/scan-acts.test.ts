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
  /** The rows by their state, and why the failed ones did. */
  const rowsOf = async (held: HeldScan) => {
    const reply = await desk.readScan(held, false);
    if (reply.kind === "refused") throw new Error(reply.detail);
    return reply.scan.rows.map((row) =>
      row.state === "failed" ? `${row.symbol} ${row.problem.status}` : `${row.symbol} ${row.state}`,
    );
  };
  const ENDED = [
    "A completed",
    "B completed",
    "C completed",
    "D 410",
    "E completed",
    "F completed",
  ];
  const isWaiting = async () => (await desk.readQueue(caller())).mine.some(isD);
  const isD = ({ symbol }: { symbol: string }) => symbol === "D";

  async function startHeldUp(): Promise<HeldScan> {
    // Four of a window of five are for scans: the rest waits for a window.
    const held = await start();
    await expect.poll(isWaiting, { interval: 5 }).toBe(true);
    return held;
  }

  test("by its caller, ends the row, which says why, and is not asked for again", async () => {
    const held = await startHeldUp();
    const mine = (await desk.readQueue(caller())).mine.find(isD);
    const found = desk.findTicket(mine?.ticket ?? "", caller());
    if ("kind" in found) throw new Error(found.detail);
    await desk.giveUp(found);
    await expect.poll(() => rowsOf(held), { timeout: 20_000 }).toEqual(ENDED);
    expect(rig.calls.toSorted()).toEqual(["A", "B", "C", "E", "F"]);
  });

  test("by an admin, the same; tried again it is called", async () => {
    const held = await startHeldUp();
    const { parts, session } = await createRoomRig(store(), rig.desk);
    const room = createControlRoom(parts);
    const look = await rig.desk.pump.lookInDetail();
    const [ticket] = look.detail.line.flatMap(({ key, tickets }) =>
      key.endsWith("/D") ? tickets : [],
    );
    const by = { session, requestId: "a" };
    expect(await room.cancelTicket(by, String(ticket?.ticket))).toMatchObject({ kind: "done" });
    await expect.poll(() => rowsOf(held), { timeout: 20_000 }).toEqual(ENDED);
    expect(rig.calls).not.toContain("D");
    await desk.actOnScan(held, "retry");
    await expect.poll(() => rig.calls, { timeout: 20_000 }).toContain("D");
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

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "@/lib/callers/callers";
import { systemClock } from "@/lib/clock";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { asked, createDeskRig, type DeskRig } from "./desk-rig";

const HERE: Caller = { id: "a-here", kind: "address", house: "a-here", address: "192.0.2.1" };
const cookie = (id: string, withoutCookie: string): Caller => ({
  id,
  kind: "cookie",
  house: id,
  withoutCookie,
  address: null,
});

let store: Store;
let rig: DeskRig;
let desk: Desk;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  await store.redis.flushdb();
  // At one call a minute, a second request stays queued.
  rig = createDeskRig(store, 1, 60_000);
  desk = createDesk(rig.desk);
});
afterAll(async () => {
  desk.stopScans();
  await rig.desk.pump.idle();
  await store.close();
});

async function makeBy(caller: Caller): Promise<{ scan: string; ticket: string }> {
  const wanted = [{ resource: "gex", symbol: "SPY" } as const];
  const made = await desk.createScan({ wanted, caller, isNewCookie: true, priority: 8 });
  await desk.requestSnapshot(asked("QQQ", { caller, waitMs: 0 }));
  const reply = await desk.requestSnapshot(asked("IWM", { caller, waitMs: 0 }));
  if (made.kind === "refused" || reply.kind !== "queued") throw new Error("it was not made");
  return { scan: made.owned.id, ticket: reply.ticket.ticket };
}

const isFound = ({ scan, ticket }: Awaited<ReturnType<typeof makeBy>>, by: Caller) => [
  "id" in desk.findScan(scan, by),
  "job" in desk.findTicket(ticket, by),
];

describe("a ticket or scan of a first request", () => {
  test("is found by its new cookie, and by address without one", async () => {
    const made = await makeBy(HERE);
    expect(isFound(made, cookie("c-new", HERE.id))).toEqual([true, true]);
    expect(isFound(made, HERE)).toEqual([true, true]);
    expect(isFound(made, cookie("c-new", "a-elsewhere"))).toEqual([false, false]);
  });

  test("is listed only for the cookie that the answer set", async () => {
    const { scan } = await makeBy({ ...HERE, offered: "c-first" });
    const listed = async (by: Caller) => (await desk.listScans(by)).map((one) => one.scan);
    expect(await listed(cookie("c-first", HERE.id))).toEqual([scan]);
    expect(await listed(cookie("c-second", HERE.id))).toEqual([]);
    expect(await listed(HERE)).toContain(scan);
  });

  test("is found only by its cookie when the request had one", async () => {
    const made = await makeBy(cookie("c-one", HERE.id));
    expect(isFound(made, cookie("c-two", HERE.id))).toEqual([false, false]);
    expect(isFound(made, HERE)).toEqual([false, false]);
  });
});

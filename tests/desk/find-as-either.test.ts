import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "@/lib/callers/callers";
import { systemClock } from "@/lib/clock";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { asked, createDeskRig, type DeskRig } from "./desk-rig";

const HERE: Caller = { id: "a-here", kind: "address", address: "192.0.2.1" };
const cookie = (id: string, withoutCookie: string): Caller => ({
  ...{ id, kind: "cookie", withoutCookie, address: null },
});

let store: Store;
let rig: DeskRig;
let desk: Desk;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
  await store.redis.flushdb();
  // One call a minute: what is asked second stays in line.
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
  if (made.kind === "refused" || reply.kind !== "in-line") throw new Error("it was not made");
  return { scan: made.held.id, ticket: reply.ticket.ticket };
}

const isFound = ({ scan, ticket }: Awaited<ReturnType<typeof makeBy>>, by: Caller) => [
  "id" in desk.findScan(scan, by),
  "job" in desk.findTicket(ticket, by),
];

describe("what a first request made", () => {
  test("is found by the cookie that its answer set, and by whoever keeps no cookie there", async () => {
    const made = await makeBy(HERE);
    expect(isFound(made, cookie("c-new", HERE.id))).toEqual([true, true]);
    expect(isFound(made, HERE)).toEqual([true, true]);
    expect(isFound(made, cookie("c-new", "a-elsewhere"))).toEqual([false, false]);
  });

  test("is in the list of the cookie that its answer set, and in no other cookie's", async () => {
    const { scan } = await makeBy({ ...HERE, offered: "c-first" });
    const listed = async (by: Caller) => (await desk.listScans(by)).map((one) => one.scan);
    expect(await listed(cookie("c-first", HERE.id))).toEqual([scan]);
    expect(await listed(cookie("c-second", HERE.id))).toEqual([]);
    expect(await listed(HERE)).toContain(scan);
  });

  test("with a cookie is found by that alone", async () => {
    const made = await makeBy(cookie("c-one", HERE.id));
    expect(isFound(made, cookie("c-two", HERE.id))).toEqual([false, false]);
    expect(isFound(made, HERE)).toEqual([false, false]);
  });
});

import { beforeEach, expect, test } from "vitest";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { keys } from "../callers/setup";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./shared-gate/empty-store";

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;

beforeEach(() => {
  rig = createDeskRig(store());
  desk = createDesk(rig.desk);
  rig.script.set("SPY", () => new Promise(() => undefined));
});

/** Requests SPY. Returns the ticket of the answer. */
async function ask(priority: number, id = "c-me"): Promise<Ticket> {
  const request = asked("SPY", { caller: caller(id), priority, waitMs: 0 });
  const reply = await requestSnapshot(rig.desk, request);
  if (reply.kind !== "queued") throw new Error(`not queued: ${reply.kind}`);
  return reply.ticket;
}

/** The ticket in the first event of my stream, and my ticket in the queue status. */
async function reportedTickets(): Promise<(string | undefined)[]> {
  const left = new AbortController();
  const stream = desk.streamMine(caller(), left.signal);
  const { value } = await stream[Symbol.asyncIterator]().next();
  left.abort();
  const { mine } = await desk.readQueue(caller());
  return [value?.ticket, ...mine.map(({ ticket }) => ticket)];
}

test("keeps a ticket's id after another's more urgent request", async () => {
  const { ticket } = await ask(4);
  await ask(2, "c-other");
  expect(await reportedTickets()).toEqual([ticket, ticket]);
});

test("keeps a ticket's id after its caller's urgent request", async () => {
  const { ticket } = await ask(4);
  expect((await ask(2)).ticket).toBe(ticket);
  expect(await reportedTickets()).toEqual([ticket, ticket]);
});

test("gives a ticket of an older script its job's priority", async () => {
  await ask(4);
  // A ticket of an older script stores only its lane.
  const older = `local s = cmsgpack.unpack(redis.call('GET', KEYS[1])); local flight = s.flights[1]
flight[18] = flight[18] % 4
redis.call('SET', KEYS[1], cmsgpack.pack(s)); return 1`;
  await expect.poll(() => rig.calls).toEqual(["SPY"]);
  await store().redis.eval(older, [keys.gate], []);
  expect((await desk.readQueue(caller())).mine).toMatchObject([{ priority: 4, lane: "standard" }]);
  await ask(2);
  expect((await desk.readQueue(caller())).mine).toMatchObject([{ priority: 2 }]);
});

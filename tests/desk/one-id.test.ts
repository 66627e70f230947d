import { beforeEach, expect, test } from "vitest";
import type { Ticket } from "@/lib/contract/ticket";
import { createDesk, type Desk } from "@/lib/desk/create-desk";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import { keys } from "../callers/setup";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";
import { emptyStore } from "./empty-store";

const store = emptyStore();
let rig: DeskRig;
let desk: Desk;

beforeEach(() => {
  rig = createDeskRig(store());
  desk = createDesk(rig.desk);
  rig.script.set("SPY", () => new Promise(() => undefined));
});

/** Asks for SPY; the ticket it is told. */
async function ask(priority: number, id = "c-me"): Promise<Ticket> {
  const request = asked("SPY", { caller: caller(id), priority, waitMs: 0 });
  const reply = await requestSnapshot(rig.desk, request);
  if (reply.kind !== "in-line") throw new Error(`not in line: ${reply.kind}`);
  return reply.ticket;
}

/** What the stream of all my tickets tells first, and what the line says is mine. */
async function told(): Promise<(string | undefined)[]> {
  const left = new AbortController();
  const stream = desk.streamMine(caller(), left.signal);
  const { value } = await stream[Symbol.asyncIterator]().next();
  left.abort();
  const { mine } = await desk.readQueue(caller());
  return [value?.ticket, ...mine.map(({ ticket }) => ticket)];
}

test("a ticket keeps its id when somebody else asks for the same more urgently", async () => {
  const { ticket } = await ask(4);
  await ask(2, "c-other");
  expect(await told()).toEqual([ticket, ticket]);
});

test("a ticket keeps its id when its caller asks for the same more urgently", async () => {
  const { ticket } = await ask(4);
  expect((await ask(2)).ticket).toBe(ticket);
  expect(await told()).toEqual([ticket, ticket]);
});

test("a ticket that an older script gave goes by the priority of its job", async () => {
  await ask(4);
  // Such a one has its lane there only.
  const older = `local s = cmsgpack.unpack(redis.call('GET', KEYS[1])); local flight = s.flights[1]
flight[14] = flight[14] % 4
redis.call('SET', KEYS[1], cmsgpack.pack(s)); return 1`;
  await expect.poll(() => rig.calls).toEqual(["SPY"]);
  await store().redis.eval(older, [keys.gate], []);
  expect((await desk.readQueue(caller())).mine).toMatchObject([{ priority: 4, lane: "standard" }]);
  await ask(2);
  expect((await desk.readQueue(caller())).mine).toMatchObject([{ priority: 2 }]);
});

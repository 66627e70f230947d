import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/job";
import type { Ticket } from "@/lib/contract/ticket";
import { askAgain, findTicket, type HeldTicket, readTicket } from "@/lib/desk/follow-ticket";
import { giveUp } from "@/lib/desk/give-up";
import { requestSnapshot } from "@/lib/desk/request-snapshot";
import { streamMine, streamTicket } from "@/lib/desk/stream-tickets";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { gexFigures } from "../cache/sample";
import { keys } from "../callers/setup";
import { asked, caller, createDeskRig, type DeskRig } from "./desk-rig";

let store: Store;
let rig: DeskRig;
let answerCall: (outcome?: CallOutcome) => void;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.flushdb();
  rig = createDeskRig(store);
  const good = () =>
    ({ arrived: true, figures: gexFigures(1), asOf: new Date().toISOString() }) as const;
  const outcome = new Promise<CallOutcome>((resolve) => {
    answerCall = (given) => resolve(given ?? { kind: "answered", ...good() });
  });
  rig.script.set("SPY", () => outcome);
});

afterEach(async () => {
  answerCall();
  await rig.desk.pump.idle();
});

const open = () => new AbortController().signal;

async function* ticketsOf(held: HeldTicket, signal = open()): AsyncGenerator<Ticket> {
  const stream = await streamTicket(rig.desk, held);
  if (stream.kind === "refused") throw new Error(stream.slug);
  yield* stream.tickets(signal);
}

/** A ticket of mine for SPY, whose call is under way. */
async function ticketForSpy(): Promise<HeldTicket> {
  const reply = await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
  if (reply.kind !== "in-line") throw new Error(`not in line: ${reply.kind}`);
  const held = findTicket(rig.desk, reply.ticket.ticket, caller());
  if ("kind" in held) throw new Error(held.slug);
  return held;
}

async function statesOf(tickets: AsyncIterable<Ticket>): Promise<string[]> {
  const states: string[] = [];
  for await (const { symbol, state } of tickets) states.push(`${symbol} ${state}`);
  return states;
}

describe("a ticket", () => {
  test("is its caller's only", async () => {
    const { content } = await ticketForSpy();
    const id = rig.desk.tokens.sign(content);
    expect(findTicket(rig.desk, id, caller("c-other"))).toMatchObject({ slug: "not-found" });
    expect(findTicket(rig.desk, "nonsense", caller())).toMatchObject({ slug: "invalid-request" });
  });

  test("waits for its end, and shows it to whoever reads it later", async () => {
    const held = await ticketForSpy();
    const waiting = readTicket(rig.desk, held, 5_000, open());
    await systemClock.sleep(20);
    answerCall();
    expect(await waiting).toMatchObject({ ticket: { state: "completed" } });
    expect(await readTicket(rig.desk, held, 0, open())).toMatchObject({
      ticket: { state: "completed", snapshot: { data: { spot: 1 } } },
    });
  });

  test.each(["read", "streamed"])(
    "whose answer lands just as it is %s has ended in it",
    async (how) => {
      const held = await ticketForSpy();
      const { cache } = rig.desk;
      const read = cache.read.bind(cache);
      // Between the look at the cache and the look at the line.
      cache.read = async (key) => {
        const seen = await read(key);
        cache.read = read;
        answerCall();
        await rig.desk.pump.idle();
        return seen;
      };
      if (how === "streamed") expect(await statesOf(ticketsOf(held))).toEqual(["SPY completed"]);
      else {
        expect(await readTicket(rig.desk, held, 0, open())).toMatchObject({
          ticket: { state: "completed", snapshot: { data: { spot: 1 } } },
        });
      }
    },
  );

  test("that failed says why", async () => {
    const held = await ticketForSpy();
    answerCall({ kind: "invalid", arrived: true, detail: "" });
    expect(await readTicket(rig.desk, held, 5_000, open())).toMatchObject({
      ticket: { state: "failed", problem: { type: "/problems/upstream-invalid-response" } },
    });
  });

  test("that the store lost enters again while it is young, and is gone when it is old", async () => {
    const held = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    await store.redis.flushdb();
    await rig.desk.pump.look();
    const { content } = held;
    const old = { ...held, content: { ...content, since: content.since - 3_600_000 } };
    expect(await readTicket(rig.desk, old, 0, open())).toMatchObject({ slug: "gone" });
    expect((await rig.desk.pump.look()).summary.line).toEqual([]);
    expect(await readTicket(rig.desk, held, 0, open())).toMatchObject({
      ticket: { state: "queued" },
    });
  });
});

test("an impatient request does not take the place of a patient one of the same caller", async () => {
  let isLimited = true;
  rig.script.set("QQQ", async () => {
    await systemClock.sleep(100);
    const good = { figures: gexFigures(1), asOf: new Date().toISOString() };
    if (!isLimited) return { kind: "answered", arrived: true, ...good };
    isLimited = false;
    return { kind: "limited", arrived: true, retryAfterSeconds: 2 };
  });
  rig.script.delete("SPY");
  const first = requestSnapshot(rig.desk, asked("QQQ", { waitMs: 20_000 }));
  await systemClock.sleep(20);
  const patient = requestSnapshot(rig.desk, asked("SPY", { waitMs: 20_000 }));
  const impatient = requestSnapshot(rig.desk, asked("SPY", { waitMs: 1_000 }));
  expect(await impatient).toMatchObject({ kind: "refused", slug: "breaker-open" });
  expect(await patient).toMatchObject({ kind: "snapshot", snapshot: { source: "upstream" } });
  expect(await first).toMatchObject({ kind: "snapshot" });
});

describe("a ticket that was given up", () => {
  test("stays so when the store loses its state: a look does not bring it back", async () => {
    const held = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    await store.redis.flushdb();
    await rig.desk.pump.look();
    // In line again by a look, and given up there.
    expect(await readTicket(rig.desk, held, 0, open())).toMatchObject({
      ticket: { state: "queued" },
    });
    await giveUp(rig.desk, held);
    await store.redis.flushdb();
    expect(await readTicket(rig.desk, held, 0, open())).toMatchObject({
      ticket: { state: "expired" },
    });
    expect((await rig.desk.pump.look()).summary.line).toEqual([]);
  });

  test("that the store had lost does not enter the line to leave it", async () => {
    const held = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    await store.redis.flushdb();
    await rig.desk.pump.look();
    const given: string[] = [];
    rig.desk.pump.places.on("given", ({ key }) => given.push(key));
    await giveUp(rig.desk, held);
    expect(given).toEqual([]);
  });
});

describe("a stream", () => {
  test("of one ticket ends with its end, each change told once", async () => {
    const held = await ticketForSpy();
    const states = statesOf(ticketsOf(held));
    await systemClock.sleep(30);
    answerCall();
    expect(await states).toEqual(["SPY running", "SPY completed"]);
  });

  test("of a ticket that ended long ago is refused, as reading it is", async () => {
    const held = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    const content = { ...held.content, since: 1 };
    const { snapshot } = await rig.desk.cache.read(held.job.key);
    if (!snapshot) throw new Error("nothing landed");
    await store.redis.del(keys.snapshot(held.job.key));
    const hourAgo = Date.parse(snapshot.fetchedAt) - 3_600_000;
    await rig.desk.cache.write(held.job, { figures: snapshot, asOf: snapshot.asOf }, hourAgo);
    const stream = await streamTicket(rig.desk, { ...held, content });
    expect(stream).toMatchObject({ kind: "refused", slug: "gone" });
  });

  test("of a ticket that ended already tells its end and closes", async () => {
    const held = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    expect(await statesOf(ticketsOf(held))).toEqual(["SPY completed"]);
  });

  test("of all my tickets tells the end of one that ended between the look and the wait", async () => {
    await ticketForSpy();
    const { desk } = rig;
    const { pump } = desk;
    const look = pump.look.bind(pump);
    const late = async (mine?: string) => {
      const seen = await look(mine);
      answerCall();
      await pump.idle();
      return seen;
    };
    Object.defineProperty(pump, "look", { value: late, configurable: true });
    const states = await statesOf(streamMine(desk, caller(), open()));
    expect(states.at(-1)).toBe("SPY completed");
  });

  test("of all my tickets ends when none is open; without any it ends at once", async () => {
    expect(await statesOf(streamMine(rig.desk, caller(), open()))).toEqual([]);
    await ticketForSpy();
    const states = statesOf(streamMine(rig.desk, caller(), open()));
    await systemClock.sleep(30);
    answerCall();
    expect((await states).at(-1)).toBe("SPY completed");
  });

  test("of all my tickets tells of one that is entered here while it is open", async () => {
    await ticketForSpy();
    const left = new AbortController();
    const told: string[] = [];
    const states = (async () => {
      for await (const { symbol, state } of streamMine(rig.desk, caller(), left.signal)) {
        told.push(`${symbol} ${state}`);
      }
    })();
    await systemClock.sleep(30);
    await requestSnapshot(rig.desk, asked("QQQ"));
    answerCall();
    await states;
    expect(told.filter((one) => one.endsWith("completed")).sort()).toEqual([
      "QQQ completed",
      "SPY completed",
    ]);
  });

  test("of all my tickets tells an end once, though an older reply still has it under way", async () => {
    const held = await ticketForSpy();
    const { pump } = rig.desk;
    const { mine } = await pump.look(caller().id);
    const place = mine.find(({ key }) => key === held.job.key);
    if (!place) throw new Error("not in line");
    rig.script.set("QQQ", async () => {
      await systemClock.sleep(500);
      return { kind: "unknown-symbol", arrived: true };
    });
    const told: string[] = [];
    for await (const { symbol, state } of streamMine(rig.desk, caller(), open())) {
      told.push(`${symbol} ${state}`);
      if (told.length === 1) {
        void requestSnapshot(rig.desk, asked("QQQ", { waitMs: 0 })).then(() => answerCall());
      }
      if (told.at(-1) === "SPY completed") pump.places.emit("given", askAgain(held), place);
    }
    expect(told.at(-1)).toBe("QQQ failed");
    expect(told.lastIndexOf("SPY running")).toBeLessThan(told.indexOf("SPY completed"));
    expect(told.filter((one) => one === "SPY completed")).toHaveLength(1);
  });

  test("whose reader leaves ends, and nobody waits here any more", async () => {
    const held = await ticketForSpy();
    const left = new AbortController();
    const states = statesOf(ticketsOf(held, left.signal));
    const mine = statesOf(streamMine(rig.desk, caller(), left.signal));
    await systemClock.sleep(30);
    left.abort();
    expect((await states).every((state) => state === "SPY running")).toBe(true);
    await mine;
    answerCall();
    await rig.desk.pump.idle();
    // Nobody waits: an ask that is let go of takes no step of its own.
    await store.redis.del(keys.gate);
    await systemClock.sleep(300);
    expect(await store.redis.exists(keys.gate)).toBe(0);
  });
});

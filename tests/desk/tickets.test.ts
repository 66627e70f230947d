import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/queue/job";
import type { Ticket } from "@/lib/contract/queue/ticket";
import { requestSnapshot } from "@/lib/desk/snapshots/request-snapshot";
import { cancelTicket } from "@/lib/desk/tickets/cancel-ticket";
import { findTicket, type OwnedTicket } from "@/lib/desk/tickets/find-ticket";
import { askAgain, readTicket } from "@/lib/desk/tickets/follow-ticket";
import { streamMine, streamTicket } from "@/lib/desk/tickets/stream-tickets";
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

async function* ticketsOf(owned: OwnedTicket, signal = open()): AsyncGenerator<Ticket> {
  const stream = await streamTicket(rig.desk, owned);
  if (stream.kind === "refused") throw new Error(stream.slug);
  yield* stream.tickets(signal);
}

/** Creates my ticket for SPY, whose call is in flight. */
async function ticketForSpy(): Promise<OwnedTicket> {
  const reply = await requestSnapshot(rig.desk, asked("SPY", { waitMs: 0 }));
  if (reply.kind !== "queued") throw new Error(`not queued: ${JSON.stringify(reply)}`);
  const owned = findTicket(rig.desk, reply.ticket.ticket, caller());
  if ("kind" in owned) throw new Error(owned.slug);
  return owned;
}

async function statesOf(tickets: AsyncIterable<Ticket>): Promise<string[]> {
  const states: string[] = [];
  for await (const { symbol, state } of tickets) states.push(`${symbol} ${state}`);
  return states;
}

describe("a ticket", () => {
  test("belongs to its caller only", async () => {
    const { content } = await ticketForSpy();
    const id = rig.desk.tokens.sign(content);
    expect(findTicket(rig.desk, id, caller("c-other"))).toMatchObject({ slug: "not-found" });
    expect(findTicket(rig.desk, "nonsense", caller())).toMatchObject({ slug: "invalid-request" });
  });

  test("waits for its end, and reports it to later reads", async () => {
    const owned = await ticketForSpy();
    const waiting = readTicket(rig.desk, owned, 5_000, open());
    await systemClock.sleep(20);
    answerCall();
    expect(await waiting).toMatchObject({ ticket: { state: "completed" } });
    expect(await readTicket(rig.desk, owned, 0, open())).toMatchObject({
      ticket: { state: "completed", snapshot: { data: { spot: 1 } } },
    });
  });

  test.each(["read", "streamed"])("ends with a result that arrives while it is %s", async (how) => {
    const owned = await ticketForSpy();
    const { cache } = rig.desk;
    const read = cache.read.bind(cache);
    // The result arrives between the read of the cache and the read of the queue.
    cache.read = async (key) => {
      const seen = await read(key);
      cache.read = read;
      answerCall();
      await rig.desk.pump.idle();
      return seen;
    };
    if (how === "streamed") expect(await statesOf(ticketsOf(owned))).toEqual(["SPY completed"]);
    else {
      expect(await readTicket(rig.desk, owned, 0, open())).toMatchObject({
        ticket: { state: "completed", snapshot: { data: { spot: 1 } } },
      });
    }
  });

  test("reports why it failed", async () => {
    const owned = await ticketForSpy();
    answerCall({ kind: "invalid", arrived: true, detail: "" });
    expect(await readTicket(rig.desk, owned, 5_000, open())).toMatchObject({
      ticket: { state: "failed", problem: { type: "/problems/upstream-invalid-response" } },
    });
  });

  test("enters again if lost while young, and is gone later", async () => {
    const owned = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    await store.redis.flushdb();
    await rig.desk.pump.snapshot();
    const { content } = owned;
    const old = { ...owned, content: { ...content, since: content.since - 3_600_000 } };
    expect(await readTicket(rig.desk, old, 0, open())).toMatchObject({ slug: "gone" });
    expect((await rig.desk.pump.snapshot()).summary.line).toEqual([]);
    expect(await readTicket(rig.desk, owned, 0, open())).toMatchObject({
      ticket: { state: "queued" },
    });
  });
});

test("keeps its place when its caller makes a shorter request", async () => {
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

describe("a canceled ticket", () => {
  test("stays canceled when the store loses its state", async () => {
    const owned = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    await store.redis.flushdb();
    await rig.desk.pump.snapshot();
    // The first read enters it again. It is canceled there.
    expect(await readTicket(rig.desk, owned, 0, open())).toMatchObject({
      ticket: { state: "queued" },
    });
    await cancelTicket(rig.desk, owned);
    await store.redis.flushdb();
    expect(await readTicket(rig.desk, owned, 0, open())).toMatchObject({
      ticket: { state: "expired" },
    });
    expect((await rig.desk.pump.snapshot()).summary.line).toEqual([]);
  });

  test("is canceled without entering the queue again", async () => {
    const owned = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    await store.redis.flushdb();
    await rig.desk.pump.snapshot();
    const given: string[] = [];
    rig.desk.pump.places.on("given", ({ key }) => given.push(key));
    await cancelTicket(rig.desk, owned);
    expect(given).toEqual([]);
  });
});

describe("a stream", () => {
  test("ends with its ticket, and reports each change once", async () => {
    const owned = await ticketForSpy();
    const states = statesOf(ticketsOf(owned));
    await systemClock.sleep(30);
    answerCall();
    expect(await states).toEqual(["SPY running", "SPY completed"]);
  });

  test("is refused for a ticket that ended long ago", async () => {
    const owned = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    const content = { ...owned.content, since: 1 };
    const { snapshot } = await rig.desk.cache.read(owned.job.key);
    if (!snapshot) throw new Error("nothing landed");
    await store.redis.del(keys.snapshot(owned.job.key));
    const hourAgo = Date.parse(snapshot.fetchedAt) - 3_600_000;
    await rig.desk.cache.write(owned.job, { figures: snapshot, asOf: snapshot.asOf }, hourAgo);
    const stream = await streamTicket(rig.desk, { ...owned, content });
    expect(stream).toMatchObject({ kind: "refused", slug: "gone" });
  });

  test("reports the end of a ticket that has ended, and closes", async () => {
    const owned = await ticketForSpy();
    answerCall();
    await rig.desk.pump.idle();
    expect(await statesOf(ticketsOf(owned))).toEqual(["SPY completed"]);
  });

  test("for all tickets, reports an end between read and wait", async () => {
    await ticketForSpy();
    const { desk } = rig;
    const { pump } = desk;
    const gateSnapshot = pump.snapshot.bind(pump);
    const late = async (mine?: string) => {
      const seen = await gateSnapshot(mine);
      answerCall();
      await pump.idle();
      return seen;
    };
    Object.defineProperty(pump, "snapshot", { value: late, configurable: true });
    const states = await statesOf(streamMine(desk, caller(), open()));
    expect(states.at(-1)).toBe("SPY completed");
  });

  test("for all tickets, ends when none is open", async () => {
    expect(await statesOf(streamMine(rig.desk, caller(), open()))).toEqual([]);
    await ticketForSpy();
    const states = statesOf(streamMine(rig.desk, caller(), open()));
    await systemClock.sleep(30);
    answerCall();
    expect((await states).at(-1)).toBe("SPY completed");
  });

  test("for all tickets, reports tickets that enter later", async () => {
    await ticketForSpy();
    const left = new AbortController();
    const reported: string[] = [];
    const states = (async () => {
      for await (const { symbol, state } of streamMine(rig.desk, caller(), left.signal)) {
        reported.push(`${symbol} ${state}`);
      }
    })();
    await systemClock.sleep(30);
    await requestSnapshot(rig.desk, asked("QQQ"));
    answerCall();
    await states;
    expect(reported.filter((one) => one.endsWith("completed")).sort()).toEqual([
      "QQQ completed",
      "SPY completed",
    ]);
  });

  test("reports an end once, even after an older reply", async () => {
    const owned = await ticketForSpy();
    const { pump } = rig.desk;
    const { mine } = await pump.snapshot(caller().id);
    const place = mine.find(({ key }) => key === owned.job.key);
    if (!place) throw new Error("not queued");
    rig.script.set("QQQ", async () => {
      await systemClock.sleep(500);
      return { kind: "unknown-symbol", arrived: true };
    });
    const reported: string[] = [];
    for await (const { symbol, state } of streamMine(rig.desk, caller(), open())) {
      reported.push(`${symbol} ${state}`);
      if (reported.length === 1) {
        void requestSnapshot(rig.desk, asked("QQQ", { waitMs: 0 })).then(() => answerCall());
      }
      if (reported.at(-1) === "SPY completed") pump.places.emit("given", askAgain(owned), place);
    }
    expect(reported.at(-1)).toBe("QQQ failed");
    expect(reported.lastIndexOf("SPY running")).toBeLessThan(reported.indexOf("SPY completed"));
    expect(reported.filter((one) => one === "SPY completed")).toHaveLength(1);
  });

  test("ends its waits when its reader leaves", async () => {
    const owned = await ticketForSpy();
    const left = new AbortController();
    const states = statesOf(ticketsOf(owned, left.signal));
    const mine = statesOf(streamMine(rig.desk, caller(), left.signal));
    await systemClock.sleep(30);
    left.abort();
    expect((await states).every((state) => state === "SPY running")).toBe(true);
    await mine;
    answerCall();
    await rig.desk.pump.idle();
    // No one waits, so the pump takes no step and creates no state.
    await store.redis.del(keys.gate);
    await systemClock.sleep(300);
    expect(await store.redis.exists(keys.gate)).toBe(0);
  });
});

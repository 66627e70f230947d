import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import type { Grant } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { ask, GATE_KEY, landed, probeGate } from "../support/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../support/virtual-time";

let store: Store;
let time: VirtualTime;
let gate: Gate;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.del(GATE_KEY);
  time = { now: VIRTUAL_START };
  gate = probeGate(store, time);
});

/** Claims once; the grant, or null. */
async function claim(from: Gate = gate): Promise<Grant | null> {
  return (await from.step({ room: 6 })).grants[0] ?? null;
}

function held(grant: Grant | null): Grant {
  if (!grant) throw new Error("no grant");
  return grant;
}

/** Enters `count` jobs and claims all that can go, a spacing apart, settling none. */
async function fillWindow(count: number): Promise<Grant[]> {
  const symbols = Array.from({ length: count }, (_, index) => `S${index}`);
  await gate.step({ enter: symbols.map((symbol) => ask(symbol)) });
  const grants: Grant[] = [];
  for (let tries = 0; tries < count; tries += 1) {
    const grant = await claim();
    if (grant) grants.push(grant);
    time.now += 250;
  }
  return grants;
}

describe("the window", () => {
  test("grants exactly the limit, then nothing until a settled slot is a window and a tolerance old", async () => {
    const grants = await fillWindow(25);
    expect(grants).toHaveLength(20);
    const settledAt = time.now;
    const [first] = grants;
    if (!first) throw new Error("no grant");
    await gate.step({ settle: [landed(first, settledAt)] });
    time.now = settledAt + 60_099;
    expect(await claim()).toBeNull();
    time.now = settledAt + 60_100;
    expect(await claim()).not.toBeNull();
  });

  test("a call that never reports counts for hold and a window", async () => {
    await fillWindow(21);
    const firstGrantedAt = VIRTUAL_START;
    time.now = firstGrantedAt + 15_000 + 60_099;
    expect(await claim()).toBeNull();
    time.now += 1;
    expect(await claim()).not.toBeNull();
  });

  test("an aborted call keeps its slot; a call that was never sent gives it back", async () => {
    const [first, second] = await fillWindow(21);
    if (!first || !second) throw new Error("no grant");
    await gate.step({ settle: [{ ...landed(first, 0), slot: "unknown", job: "failed" }] });
    expect(await claim()).toBeNull();
    await gate.step({ settle: [{ ...landed(second, 0), slot: "unsent", job: "failed" }] });
    expect(await claim()).not.toBeNull();
  });

  test("the lowest limit and the longest window of any instance decide", async () => {
    await probeGate(store, time, { limit: 5, windowMs: 90_000 }).step({});
    expect(await fillWindow(9)).toHaveLength(5);
    time.now = VIRTUAL_START + 15_000 + 90_000 + 99;
    expect(await claim()).toBeNull();
    time.now += 1;
    expect(await claim()).not.toBeNull();
  });
});

describe("lost state", () => {
  test("a state that is missing counts as a full window for the longest hold and a window", async () => {
    const real = probeGate(store, time, { startsEmpty: false });
    await real.step({ enter: [ask("SPY")] });
    time.now += 87_099;
    expect(await claim(real)).toBeNull();
    time.now += 1;
    expect(await claim(real)).not.toBeNull();
  });

  test("an emptied store that this instance has seen full counts as full, even the demo's", async () => {
    await gate.step({ enter: [ask("SPY")], room: 6 });
    await store.redis.del(GATE_KEY);
    const { entered, grants } = await gate.step({ enter: [ask("QQQ")], room: 6 });
    expect(entered[0]?.kind).toBe("queued");
    expect(grants).toEqual([]);
    time.now += 87_100;
    expect(await claim()).not.toBeNull();
  });

  test("a state behind what a signed ticket has seen has lost writes", async () => {
    await gate.step({ enter: [ask("SPY")] });
    const other = probeGate(store, time);
    expect((await other.step({ seen: time.now + 50, room: 6 })).grants).toEqual([]);
    time.now += 87_100;
    expect(await claim(other)).not.toBeNull();
  });

  test("a store's clock an hour back counts as lost, and the work goes on after a full window", async () => {
    await fillWindow(3);
    await gate.step({ enter: [ask("LATE")] });
    const other = probeGate(store, time);
    time.now -= 3_600_000;
    expect(await claim(other)).toBeNull();
    time.now += 87_100;
    expect((await claim(other))?.key).toBe("v2:/tickets/S0");
  });

  test("an unreadable state is a lost one", async () => {
    await store.redis.set(GATE_KEY, "not a state");
    await gate.step({ enter: [ask("SPY")] });
    expect(await claim()).toBeNull();
    time.now += 87_100;
    expect(await claim()).not.toBeNull();
  });
});

describe("the line", () => {
  test("tickets for the same resource share one job, and a repeat is the same ticket", async () => {
    const { entered } = await gate.step({
      enter: [ask("SPY", "one"), ask("SPY", "two"), ask("SPY", "one")],
    });
    const [first, second, again] = entered;
    expect(first).toMatchObject({ kind: "queued", new: true });
    expect(second).toMatchObject({ kind: "queued", new: false });
    expect(again).toEqual({ ...first, new: false });
    const { summary } = await gate.step({});
    expect(summary.line).toEqual([[expect.any(Number), 2, 2, expect.any(Number)]]);
  });

  test("goes by urgency, then by how much its caller already has, then by age", async () => {
    await gate.step({
      enter: [
        ask("A", "greedy"),
        ask("B", "greedy"),
        ask("C", "modest"),
        ask("D", "urgent", { priority: 1 }),
        ask("E", "slow", { priority: 9 }),
      ],
    });
    const order: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const grant = await claim();
      if (grant) order.push(grant.key.slice(-1));
      time.now += 250;
    }
    expect(order).toEqual(["D", "A", "C", "E", "B"]);
  });

  test("a more urgent ticket raises the job it joins", async () => {
    await gate.step({ enter: [ask("A", "one"), ask("B", "two", { priority: 9 })] });
    await gate.step({ enter: [ask("B", "three", { priority: 1 })] });
    expect((await claim())?.key).toBe("v2:/tickets/B");
  });

  test("refuses a caller beyond the caps of its lane before anything is written", async () => {
    const enter = Array.from({ length: 31 }, (_, index) => ask(`S${index}`, "greedy"));
    const { entered, summary } = await gate.step({ enter });
    expect(entered.slice(0, 30).every(({ kind }) => kind === "queued")).toBe(true);
    expect(entered[30]).toEqual({ kind: "refused", why: "caller" });
    expect(summary.line).toHaveLength(30);
  });

  test("keeps its last places for callers who have nothing in line", async () => {
    const small = probeGate(store, time, { queueCapacity: 10 });
    const enter = Array.from({ length: 9 }, (_, index) => ask(`S${index}`, "greedy"));
    const { entered } = await small.step({ enter: [...enter, ask("NEW", "newcomer")] });
    expect(entered[7]?.kind).toBe("queued");
    expect(entered[8]).toEqual({ kind: "refused", why: "line" });
    expect(entered[9]?.kind).toBe("queued");
  });

  test("a failure is given to everybody who asks for the same, for a while", async () => {
    await gate.step({ enter: [ask("SPY")] });
    const grant = await claim();
    if (!grant) throw new Error("no grant");
    const failure = {
      ...landed(grant, 0),
      job: "failed",
      problem: "unknown-symbol",
    } as const;
    await gate.step({ settle: [{ ...failure, negative: 600_000 }] });
    time.now += 599_999;
    const { entered } = await gate.step({ enter: [ask("SPY", "other")] });
    expect(entered[0]).toMatchObject({ kind: "negative", problem: "unknown-symbol" });
    time.now += 1;
    const later = await gate.step({ enter: [ask("SPY", "other")] });
    expect(later.entered[0]).toMatchObject({ kind: "queued", new: true });
  });

  test("an ask that read an older copy than the last landing makes no call", async () => {
    await gate.step({ enter: [ask("SPY")] });
    const grant = await claim();
    if (!grant) throw new Error("no grant");
    await gate.step({ settle: [landed(grant, time.now)] });
    const old = await gate.step({ enter: [ask("SPY", "late", { seen: time.now - 1 })] });
    expect(old.entered[0]).toEqual({ kind: "landed", at: time.now });
    const fresh = await gate.step({ enter: [ask("SPY", "late", { seen: time.now })] });
    expect(fresh.entered[0]).toMatchObject({ kind: "queued", new: true });
  });

  test("a ticket nobody looks at leaves with its lease, and a renewed one stays", async () => {
    const place = await gate.step({ enter: [ask("SPY", "kept"), ask("QQQ", "left")] });
    const kept = place.entered[0];
    if (kept?.kind !== "queued") throw new Error("not in line");
    time.now += 100_000;
    await gate.step({ renew: [{ key: "v2:/tickets/SPY", ticket: kept.ticket }] });
    time.now += 100_000;
    const { summary } = await gate.step({});
    expect(summary.line.map(([job]) => job)).toEqual([kept.job]);
  });

  test("a place given up leaves; its job stays while others hold it", async () => {
    const { entered } = await gate.step({ enter: [ask("SPY", "one"), ask("SPY", "two")] });
    for (const [index, left] of [1, 0].entries()) {
      const place = entered[index];
      if (place?.kind !== "queued") throw new Error("not in line");
      const { summary } = await gate.step({
        leave: [{ key: "v2:/tickets/SPY", ticket: place.ticket }],
      });
      expect(summary.line).toHaveLength(left);
    }
  });

  test("joining only never makes a job", async () => {
    const { entered, summary } = await gate.step({ enter: [ask("SPY", "one", { join: true })] });
    expect(entered).toEqual([{ kind: "absent" }]);
    expect(summary.line).toEqual([]);
  });

  test("a ticket whose lease ended is expired, but one the store lost enters again", async () => {
    await gate.step({});
    time.now += 10;
    const resume = { resume: time.now };
    const given = await gate.step({ enter: [ask("SPY", "one", resume)] });
    expect(given.entered).toEqual([{ kind: "expired" }]);
    time.now += 10;
    await store.redis.del(GATE_KEY);
    const lost = await gate.step({ enter: [ask("SPY", "one", resume)] });
    expect(lost.entered[0]).toMatchObject({ kind: "queued", new: true });
  });
});

describe("settling", () => {
  test("only the holder of a grant settles: a late result after hold is fenced", async () => {
    await gate.step({ enter: [ask("SPY")] });
    const dead = await claim();
    if (!dead) throw new Error("no grant");
    time.now += 15_000;
    const second = await claim();
    expect(second).toMatchObject({ key: "v2:/tickets/SPY", attempt: 2 });
    const { summary } = await gate.step({ settle: [landed(dead, time.now)] });
    expect(summary.flights).toHaveLength(1);
    expect(summary.slots.map(([, , , settledAt]) => settledAt)).toEqual([0, 0]);
  });

  test("a job whose callers die three times fails with a reason, and the line moves", async () => {
    await gate.step({ enter: [ask("SPY", "one", { priority: 1 })] });
    for (let tries = 0; tries < 3; tries += 1) {
      expect((await claim())?.key).toBe("v2:/tickets/SPY");
      time.now += 15_000;
    }
    await gate.step({ enter: [ask("QQQ")] });
    expect((await claim())?.key).toBe("v2:/tickets/QQQ");
    const { entered } = await gate.step({ enter: [ask("SPY", "two")] });
    expect(entered[0]).toMatchObject({ kind: "negative", problem: "upstream-timeout" });
  });
});

describe("the turn", () => {
  test("one instance claims; the others sleep past its wake, and take over when it is overdue", async () => {
    await fillWindow(21);
    const holder = await gate.step({ room: 6 });
    const other = probeGate(store, time);
    const sleeper = await other.step({ room: 6 });
    expect(sleeper.sleepUntil).toBe(holder.sleepUntil + 1_000);
    // Nobody settled: what was expected to be free at the wake is free only after hold.
    time.now = VIRTUAL_START + 15_000 + 60_100;
    expect(await claim(other)).not.toBeNull();
  });

  test("an instance without room gives the turn away", async () => {
    await gate.step({ enter: [ask("A"), ask("B")], room: 1 });
    time.now += 250;
    expect((await claim(probeGate(store, time)))?.key).toBe("v2:/tickets/B");
  });
});

describe("the breaker", () => {
  const limited = (grant: Grant, retryAfter: number) =>
    ({ ...landed(grant, 0), job: "again", verdict: "limited", retryAfter }) as const;

  test("opens on a limit answer until Retry-After, then one probe goes, then it closes", async () => {
    const [first] = await fillWindow(3);
    if (!first) throw new Error("no grant");
    const { summary } = await gate.step({ settle: [limited(first, 30_000)] });
    expect(summary.breaker).toMatchObject({ state: "open", untilAt: time.now + 30_000 });
    time.now += 29_999;
    expect(await claim()).toBeNull();
    time.now += 1;
    const probe = await claim();
    expect(probe).not.toBeNull();
    time.now += 1_000;
    expect(await claim(probeGate(store, time))).toBeNull();
    expect(await claim()).toBeNull();
    const closed = await gate.step({ settle: [landed(held(probe), time.now)] });
    expect(closed.summary.breaker.state).toBe("closed");
  });

  test("without Retry-After it opens for a window, and twice as long when the probe is refused", async () => {
    const [first] = await fillWindow(3);
    if (!first) throw new Error("no grant");
    await gate.step({ settle: [limited(first, 0)] });
    time.now += 60_000;
    const probe = await claim();
    const { summary } = await gate.step({ settle: [limited(held(probe), 0)] });
    expect(summary.breaker.untilAt).toBe(time.now + 120_000);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { mainOf } from "@/lib/contract/quota/window-use";
import type { Gate } from "@/lib/gate/create-gate";
import type { Ask } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { ask, GATE_KEY, landed, NO_GRANT, probeGate } from "../../support/store/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../../support/store/virtual-time";

let store: Store;
let time: VirtualTime;
/** A gate that loses the reply of each first try. The step has run, and is sent again. */
let gate: Gate;

beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.redis.del(GATE_KEY);
  time = { now: VIRTUAL_START };
  let isReplay = false;
  const lossy: Store = {
    ...store,
    run: async (...call) => {
      const reply = await store.run(...call);
      isReplay = !isReplay;
      if (isReplay) {
        time.now += 400;
        throw new StoreFault("timeout");
      }
      return reply;
    },
  };
  gate = probeGate(lossy, time);
});

describe("a step whose reply was lost", () => {
  test("returns the same grant again: one slot", async () => {
    const { grants, summary } = await gate.step({ enter: [ask("A"), ask("B")], room: 6 });
    expect(grants.map(({ key, grantedAt }) => [key, grantedAt])).toEqual([
      ["v2:/tickets/A", VIRTUAL_START],
    ]);
    expect(summary.slots).toHaveLength(1);
    expect(summary.line).toHaveLength(1);
  });

  test("returns the same tickets: no caller is queued twice", async () => {
    const { entered, summary } = await gate.step({ enter: [ask("A", "one"), ask("A", "two")] });
    expect(new Set(entered.map((place) => "ticket" in place && place.ticket)).size).toBe(2);
    expect(summary.line).toMatchObject([{ lane: 2, tickets: 2 }]);
  });

  test("reports a new job again, to one request only", async () => {
    const news = async (from: Gate, ...asks: Ask[]) =>
      (await from.step({ enter: asks })).entered.map((place) => "new" in place && place.new);
    const [one, two] = [ask("A", "one"), ask("A", "two")];
    expect(await news(gate, one, two, one, ask("B", "one"))).toEqual([true, false, false, true]);
    expect(await news(gate, one, two)).toEqual([false, false]);
    // Nor is the job new to an instance that has not seen any id of the queue.
    expect(await news(probeGate(store, time), one, two)).toEqual([false, false]);
  });

  test("gives a slot back only once", async () => {
    const { grants } = await gate.step({ enter: [ask("A"), ask("B")], room: 6 });
    const unsent = { ...landed(grants[0] ?? NO_GRANT, 0), slot: "unsent", job: "again" } as const;
    time.now += 250;
    // This step settles and claims, and runs twice.
    const after = await gate.step({ settle: [unsent], room: 6 });
    expect(after.grants).toHaveLength(1);
    expect(after.summary.slots).toHaveLength(1);
    const { summary } = await gate.step({ settle: [unsent] });
    expect(summary.slots).toHaveLength(1);
  });

  test("settles once: the stamp stays, one slot counts", async () => {
    const { grants } = await gate.step({ enter: [ask("A")], room: 6 });
    const settledAt = time.now;
    const answer = landed(grants[0] ?? NO_GRANT, settledAt);
    const limited = { ...answer, job: "again", verdict: "limited", retryAfter: 30_000 } as const;
    const { summary } = await gate.step({ settle: [limited] });
    expect(summary.slots).toMatchObject([{ stampedAt: settledAt, state: "arrived" }]);
    expect(mainOf(summary)).toMatchObject({ untilAt: settledAt + 30_000 });
  });

  test("grants at most one more call after a returned grant", async () => {
    await probeGate(store, time).step({ enter: [ask("A")] });
    const first = probeGate(store, time);
    const { grants } = await first.step({ room: 6 });
    const unsent = { ...landed(grants[0] ?? NO_GRANT, 0), slot: "unsent", job: "again" } as const;
    await first.step({ settle: [unsent] });
    const { summary } = await gate.step({ room: 6 });
    expect(summary.slots.length).toBeLessThanOrEqual(1);
  });

  test("cancels once: a ticket entered afterwards stays", async () => {
    const { entered } = await gate.step({ enter: [ask("A", "one")] });
    const [place] = entered;
    if (place?.kind !== "queued") throw new Error("not queued");
    const leave = [{ key: "v2:/tickets/A", ticket: place.ticket }];
    await gate.step({ leave });
    await gate.step({ enter: [ask("A", "one")] });
    const { summary } = await gate.step({ leave });
    expect(summary.line).toHaveLength(1);
  });
});

describe("the sequence", () => {
  test("only grows, despite lost state and a clock set back", async () => {
    const calm = probeGate(store, time);
    const ids: number[] = [];
    const enter = async (symbol: string) => {
      const { entered } = await calm.step({ enter: [ask(symbol)] });
      const [place] = entered;
      if (place?.kind === "queued") ids.push(place.ticket);
    };
    await enter("A");
    await store.redis.del(GATE_KEY);
    await enter("B");
    time.now -= 3_600_000;
    await enter("C");
    await store.redis.del(GATE_KEY);
    await enter("D");
    expect(ids).toHaveLength(4);
    expect([...ids].sort((one, other) => one - other)).toEqual(ids);
  });
});

describe("a state of newer code", () => {
  test("grants no call and stays unchanged", async () => {
    await probeGate(store, time).step({ enter: [ask("A")] });
    const newer = `local s = cmsgpack.unpack(redis.call('GET', KEYS[1])); s.version = s.version + 1
redis.call('SET', KEYS[1], cmsgpack.pack(s)); return 1`;
    await store.redis.eval(newer, [GATE_KEY], []);
    const before = await store.raw?.read(GATE_KEY);
    await expect(probeGate(store, time).step({ room: 6 })).rejects.toMatchObject({
      reason: "newer-schema",
    });
    expect(await store.raw?.read(GATE_KEY)).toEqual(before);
  });
});

describe("the turn", () => {
  test("is taken over when its instance should have woken", async () => {
    const [holder, sleeper] = [probeGate(store, time), probeGate(store, time)];
    await holder.step({ enter: [ask("A"), ask("B")], room: 6 });
    const { sleepUntil, grants } = await sleeper.step({ room: 6 });
    expect(grants).toEqual([]);
    time.now = sleepUntil;
    expect((await sleeper.step({ room: 6 })).grants).toHaveLength(1);
  });
});

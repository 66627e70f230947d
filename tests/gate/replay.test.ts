import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { Gate } from "@/lib/gate/create-gate";
import type { Ask } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import { type Store, StoreFault } from "@/lib/redis/store";
import { ask, GATE_KEY, landed, NO_GRANT, probeGate } from "../support/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../support/virtual-time";

let store: Store;
let time: VirtualTime;
/** Loses the reply of each step's first try: the step has happened and is sent again. */
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
  test("is sent again and gives the same grant: one slot", async () => {
    const { grants, summary } = await gate.step({ enter: [ask("A"), ask("B")], room: 6 });
    expect(grants.map(({ key, grantedAt }) => [key, grantedAt])).toEqual([
      ["v2:/tickets/A", VIRTUAL_START],
    ]);
    expect(summary.slots).toHaveLength(1);
    expect(summary.line).toHaveLength(1);
  });

  test("gives the same tickets: nobody is in line twice", async () => {
    const { entered, summary } = await gate.step({ enter: [ask("A", "one"), ask("A", "two")] });
    expect(new Set(entered.map((place) => "ticket" in place && place.ticket)).size).toBe(2);
    expect(summary.line).toMatchObject([{ lane: 2, tickets: 2 }]);
  });

  test("says again that it made a job, to one ask only; an ask of later made none", async () => {
    const news = async (from: Gate, ...asks: Ask[]) =>
      (await from.step({ enter: asks })).entered.map((place) => "new" in place && place.new);
    const [one, two] = [ask("A", "one"), ask("A", "two")];
    expect(await news(gate, one, two, one, ask("B", "one"))).toEqual([true, false, false, true]);
    expect(await news(gate, one, two)).toEqual([false, false]);
    // Nor has an instance that has seen no id of the line yet.
    expect(await news(probeGate(store, time), one, two)).toEqual([false, false]);
  });

  test("settles once: a slot given back is not given back twice", async () => {
    const { grants } = await gate.step({ enter: [ask("A"), ask("B")], room: 6 });
    const unsent = { ...landed(grants[0] ?? NO_GRANT, 0), slot: "unsent", job: "again" } as const;
    time.now += 250;
    // Settling and claiming in one step, twice.
    const after = await gate.step({ settle: [unsent], room: 6 });
    expect(after.grants).toHaveLength(1);
    expect(after.summary.slots).toHaveLength(1);
    const { summary } = await gate.step({ settle: [unsent] });
    expect(summary.slots).toHaveLength(1);
  });

  test("settles once: the stamp stays where it was, and a limit answer is heard once", async () => {
    const { grants } = await gate.step({ enter: [ask("A")], room: 6 });
    const settledAt = time.now;
    const answer = landed(grants[0] ?? NO_GRANT, settledAt);
    const limited = { ...answer, job: "again", verdict: "limited", retryAfter: 30_000 } as const;
    const { summary } = await gate.step({ settle: [limited] });
    expect(summary.slots).toMatchObject([{ freesAt: settledAt + 60_100, state: "arrived" }]);
    expect(summary.windows.account.untilAt).toBe(settledAt + 30_000);
  });

  test("whose grant was given back meanwhile grants at most one more, which counts by hold", async () => {
    await probeGate(store, time).step({ enter: [ask("A")] });
    const first = probeGate(store, time);
    const { grants } = await first.step({ room: 6 });
    const unsent = { ...landed(grants[0] ?? NO_GRANT, 0), slot: "unsent", job: "again" } as const;
    await first.step({ settle: [unsent] });
    const { summary } = await gate.step({ room: 6 });
    expect(summary.slots.length).toBeLessThanOrEqual(1);
  });

  test("leaves once: the place of somebody who entered meanwhile stays", async () => {
    const { entered } = await gate.step({ enter: [ask("A", "one")] });
    const [place] = entered;
    if (place?.kind !== "queued") throw new Error("not in line");
    const leave = [{ key: "v2:/tickets/A", ticket: place.ticket }];
    await gate.step({ leave });
    await gate.step({ enter: [ask("A", "one")] });
    const { summary } = await gate.step({ leave });
    expect(summary.line).toHaveLength(1);
  });
});

describe("the sequence", () => {
  test("only grows, through lost state and a clock that goes back", async () => {
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
  test("makes no call and is left as it is", async () => {
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
  test("is taken over in the moment that the sleeper was told to wake", async () => {
    const [holder, sleeper] = [probeGate(store, time), probeGate(store, time)];
    await holder.step({ enter: [ask("A"), ask("B")], room: 6 });
    const { sleepUntil, grants } = await sleeper.step({ room: 6 });
    expect(grants).toEqual([]);
    time.now = sleepUntil;
    expect((await sleeper.step({ room: 6 })).grants).toHaveLength(1);
  });
});

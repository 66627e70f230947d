/** A machine that sleeps while it has a grant. Its monotonic clock stops. Its wall clock does not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import type { SendPermit } from "@/lib/contract/queue/job";
import { createGate, type GateReply } from "@/lib/gate/create-gate";
import { type CallEnd, createFlights, type Execute } from "@/lib/gate/pump/flights";
import { gatePolicy } from "@/lib/policy";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import {
  ask,
  GATE_KEY,
  gateConfiguration,
  landed,
  NO_GRANT,
  probeConfiguration,
  probeGate,
} from "../../support/store/gate-probe";
import { createSteppedClock } from "../../support/store/stepped-clock";
import { VIRTUAL_START, virtualClockLua, virtualStore } from "../../support/store/virtual-time";
import { landedEnd } from "./pump-rig";

const UPSTREAM_TIMEOUT_MS = probeConfiguration.upstreamTimeoutMs;
const unsent: CallEnd = { ...landedEnd(0), slot: "unsent", job: "again", verdict: "none" };
const failing: CallEnd = { ...unsent, slot: "unknown", job: "failed", verdict: "failing" };

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());
beforeEach(() => store.redis.del(GATE_KEY));

/** Creates a machine that can sleep, with a gate and calls. The clock of the store never stops. */
function createMachine(execute: Execute) {
  const awake = { now: VIRTUAL_START };
  let sleptMs = 0;
  const storeTime = {
    get now() {
      return awake.now + sleptMs;
    },
  };
  const stepped = createSteppedClock(awake);
  const clock = { ...stepped, now: () => storeTime.now };
  const gate = createGate({
    store: virtualStore(store, storeTime),
    key: GATE_KEY,
    configuration: gateConfiguration(),
    clock,
    clockLua: virtualClockLua,
  });
  const flights = createFlights({
    clock,
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
    execute,
    landed: () => {},
    wake: () => {},
  });
  return {
    clock,
    storeTime,
    flights,
    pass: stepped.advance,
    sleep(milliseconds: number): void {
      sleptMs += milliseconds;
    },
    /** Gets a grant and starts its call. */
    async begin(): Promise<GateReply> {
      await gate.step({});
      await stepped.advance(1_000);
      const reply = await gate.step({ enter: [ask("A")], room: 6 });
      expect(reply.grants).toHaveLength(1);
      for (const grant of reply.grants) flights.start(grant, reply);
      await stepped.settle();
      return reply;
    },
  };
}

/** Another instance uses every slot that becomes free. Returns the times of its calls. */
async function useAllSlots(storeTime: { now: number }, pass: (ms: number) => void) {
  const other = probeGate(store, storeTime);
  const arrivals: number[] = [];
  await other.step({ enter: Array.from({ length: 25 }, (_, index) => ask(`B${index}`)) });
  for (let tries = 0; tries < 25; tries += 1) {
    for (const grant of (await other.step({ room: 6 })).grants) {
      arrivals.push(storeTime.now);
      pass(50);
      await other.step({ settle: [landed(grant, storeTime.now)] });
    }
    pass(250);
  }
  return arrivals;
}

describe("a machine that stops for 76 s between grant and call", () => {
  test.each([
    ["frozen", "pass", "before its permit"],
    ["asleep", "sleep", "before its permit"],
    ["asleep", "sleep", "while its connection opens"],
  ] as const)("sends nothing when %s (machine.%s) %s", async (_, how, when) => {
    const arrivals: number[] = [];
    const machine = createMachine(async (call) => {
      let permit = when === "while its connection opens" ? call.send() : null;
      expect(permit?.mayWrite()).not.toBe(false);
      await machine[how](76_000);
      arrivals.push(...(await useAllSlots(machine.storeTime, machine.sleep)));
      permit ??= call.send();
      if (!permit?.mayWrite()) return unsent;
      arrivals.push(machine.storeTime.now);
      return landedEnd(call.storeNow());
    });
    await machine.begin();
    await expect.poll(() => machine.flights.underWay(), { timeout: 20_000 }).toBe(0);
    const windows = arrivals.map((x) => arrivals.filter((y) => y >= x && y < x + 60_000).length);
    // The first grant ends unknown and keeps a slot, so the other instance gets 19 of the 20.
    expect(Math.max(...windows)).toBe(19);
  });
});

test("returns the slot when the wall clock is set ahead", async () => {
  let permit: SendPermit | null | undefined;
  const machine = createMachine(async (call) => {
    machine.sleep(gatePolicy.sendWithinMs + 1);
    permit = call.send();
    return unsent;
  });
  await machine.begin();
  expect(permit).toBeNull();
  expect(machine.flights.pending()).toMatchObject([{ slot: "unsent", job: "again" }]);
});

describe("a machine that sleeps with a call in flight", () => {
  /** Sleeps this long, one second into the call. Returns the settlements that are pending then. */
  async function sleepFor(milliseconds: number) {
    let permit: SendPermit | null = null;
    const machine = createMachine(async (call) => {
      permit = call.send();
      await new Promise<void>((resolve) =>
        permit?.signal.addEventListener("abort", () => resolve(), { once: true }),
      );
      return failing;
    });
    const reply = await machine.begin();
    await machine.pass(1_000);
    machine.sleep(milliseconds);
    await machine.pass(gatePolicy.deadlineLookMs);
    return { machine, pending: machine.flights.pending(), reply };
  }

  test("aborts an expired call on waking and reports no failure", async () => {
    const { machine, pending } = await sleepFor(UPSTREAM_TIMEOUT_MS);
    expect(machine.flights.underWay()).toBe(0);
    expect(pending).toMatchObject([{ slot: "unknown", verdict: "none" }]);
  });

  test("continues the call when its deadline has not passed", async () => {
    const { machine } = await sleepFor(1_000);
    expect(machine.flights.underWay()).toBe(1);
    await machine.pass(UPSTREAM_TIMEOUT_MS - 2_000);
    expect(machine.flights.underWay()).toBe(0);
  });

  test("drops the settlement of an expired slot", async () => {
    const { machine, pending, reply } = await sleepFor(900_000);
    expect(machine.flights.underWay()).toBe(0);
    expect(pending).toEqual([]);
    const late = { ...landed(reply.grants[0] ?? NO_GRANT, 0), ...failing };
    const other = probeGate(store, machine.storeTime);
    await other.step({});
    const { summary } = await other.step({ settle: [late] });
    expect(summary.fullUntil).toBeGreaterThan(machine.storeTime.now);
  });

  test("dates data as if the sleep had not happened", async () => {
    let fetchedAt = 0;
    const machine = createMachine(async (call) => {
      call.send();
      await machine.clock.sleep(500);
      fetchedAt = call.storeNow();
      return landedEnd(fetchedAt);
    });
    const reply = await machine.begin();
    machine.sleep(5_000);
    await machine.pass(500);
    expect(fetchedAt - reply.now).toBe(500);
  });
});

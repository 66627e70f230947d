import { afterAll, beforeAll, beforeEach } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallEnd, GrantedCall } from "@/lib/gate/flights";
import { Pump } from "@/lib/gate/pump";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import type { Landing, Progress } from "@/lib/gate/waiter";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { GATE_KEY, landed, NO_GRANT, probeConfiguration, probeGate } from "../support/gate-probe";
import { createSteppedClock, type SteppedClock } from "../support/stepped-clock";
import { VIRTUAL_START, type VirtualTime } from "../support/virtual-time";

/** What all instances share: a store, time, and what the cache would say. */
export type World = {
  store: Store;
  time: VirtualTime;
  clock: SteppedClock;
  landings: Map<string, Landing>;
  /** Every call that was made, in order. */
  calls: { key: string; at: number; by: string }[];
};

export type Instance = {
  pump: Pump;
  steps(): number;
  reads(): number;
  /** Enters and waits; what it heard so far. */
  wait(ask: Ask, seen?: number): Promise<Waiting>;
};
export type Waiting = {
  place: EnteredPlace;
  heard: Progress[];
  end(): Progress | undefined;
  stop(): void;
};

export const LATENCY_MS = 300;

/** How an answered call ends. */
export function landedEnd(fetchedAt: number): CallEnd {
  const {
    grant: _grant,
    request: _request,
    grantedAt: _grantedAt,
    ...end
  } = landed(NO_GRANT, fetchedAt);
  return end;
}

/** Makes the call after a usual latency and keeps its answer where all instances look. */
export function answers(world: World, by: string, latencyMs = LATENCY_MS) {
  return async (call: GrantedCall): Promise<CallEnd> => {
    const earlier = world.landings.get(call.key)?.fetchedAt ?? 0;
    if (call.attempt > 1 && earlier >= call.since) {
      return { ...landedEnd(earlier), slot: "unsent" };
    }
    if (!call.send()) throw new Error("too late to send");
    world.calls.push({ key: call.key, at: world.time.now, by });
    await world.clock.sleep(latencyMs);
    const fetchedAt = call.storeNow();
    world.landings.set(call.key, { fetchedAt, failure: null });
    return landedEnd(fetchedAt);
  };
}

/** One instance: a real pump on the real script, with a scripted upstream. */
export function createInstance(
  world: World,
  name: string,
  execute: (call: GrantedCall) => Promise<CallEnd> = answers(world, name),
  store: Store = world.store,
): Instance {
  const gate = probeGate(world.clock.counting(store), world.time);
  let steps = 0;
  let reads = 0;
  const pump = new Pump({
    gate: {
      ...gate,
      step: (step) => {
        steps += 1;
        return gate.step(step);
      },
    },
    execute,
    upstreamTimeoutMs: probeConfiguration.upstreamTimeoutMs,
    clock: world.clock,
    readLandings: async (keys) => {
      reads += 1;
      return keys.map((key) => world.landings.get(key) ?? { fetchedAt: null, failure: null });
    },
  });
  return {
    pump,
    steps: () => steps,
    reads: () => reads,
    async wait(ask, seen) {
      const { entered } = await pump.enter(ask, seen);
      if (entered.kind !== "queued" && entered.kind !== "running") {
        throw new Error(`not in line: ${entered.kind}`);
      }
      const heard: Progress[] = [];
      const stop = pump.watch(entered, ask, (progress) => heard.push(progress));
      const end = () => heard.find(({ state }) => state === "landed" || state === "failed");
      return { place: entered, heard, end, stop };
    },
  };
}

/** An empty gate on an embedded store for each test of a file, and a world whose time it moves. */
export function createPumpRig(): { store(): Store; world(): World } {
  const parts: { store?: Store; world?: World } = {};
  beforeAll(async () => {
    parts.store = await createStore({ kind: "embedded" }, { clock: systemClock });
  });
  afterAll(() => parts.store?.close());
  beforeEach(async () => {
    if (!parts.store) throw new Error("there is no store yet");
    await parts.store.redis.del(GATE_KEY);
    const time = { now: VIRTUAL_START };
    const clock = createSteppedClock(time);
    parts.world = { store: parts.store, time, clock, landings: new Map(), calls: [] };
  });
  const part = <Name extends keyof typeof parts>(name: Name) => {
    const found = parts[name];
    if (!found) throw new Error("only tests have one");
    return found;
  };
  return { store: () => part("store"), world: () => part("world") };
}

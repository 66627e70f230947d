import { afterAll, beforeAll, beforeEach } from "vitest";
import { systemClock } from "@/lib/clock";
import type { CallEnd, GrantedCall } from "@/lib/gate/pump/flights";
import { Pump } from "@/lib/gate/pump/pump";
import type { Landing, Progress } from "@/lib/gate/pump/waiter";
import type { Ask, EnteredPlace } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import {
  GATE_KEY,
  landed,
  NO_GRANT,
  probeConfiguration,
  probeGate,
} from "../../support/store/gate-probe";
import { createSteppedClock, type SteppedClock } from "../../support/store/stepped-clock";
import { VIRTUAL_START, type VirtualTime } from "../../support/store/virtual-time";

/** Everything that the instances share: a store, time, and the content of the cache. */
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
  /** Enters and waits. Returns the progress received so far. */
  wait(ask: Ask, seen?: number): Promise<Waiting>;
};
export type Waiting = {
  place: EnteredPlace;
  progress: Progress[];
  end(): Progress | undefined;
  stop(): void;
};

export const LATENCY_MS = 300;

/** Builds the end of an answered call. */
export function landedEnd(fetchedAt: number): CallEnd {
  const {
    grant: _grant,
    request: _request,
    grantedAt: _grantedAt,
    ...end
  } = landed(NO_GRANT, fetchedAt);
  return end;
}

/** Makes the call, which takes `latencyMs`, and stores its answer where all instances read it. */
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

/** Creates an instance: a real pump and the real script, with a scripted upstream. */
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
        throw new Error(`not queued: ${entered.kind}`);
      }
      const progress: Progress[] = [];
      const stop = pump.watch(entered, ask, (change) => progress.push(change));
      const end = () => progress.find(({ state }) => state === "landed" || state === "failed");
      return { place: entered, progress, end, stop };
    },
  };
}

/** An embedded store for a test file. Each test gets an empty gate and a world with its own time. */
export function createPumpRig(): { store(): Store; world(): World } {
  const parts: { store?: Store; world?: World } = {};
  beforeAll(async () => {
    parts.store = await createStore({ kind: "embedded" }, { clock: systemClock });
  });
  afterAll(() => parts.store?.close());
  beforeEach(async () => {
    if (!parts.store) throw new Error("the store is not open yet");
    await parts.store.redis.del(GATE_KEY);
    const time = { now: VIRTUAL_START };
    const clock = createSteppedClock(time);
    parts.world = { store: parts.store, time, clock, landings: new Map(), calls: [] };
  });
  const part = <Name extends keyof typeof parts>(name: Name) => {
    const found = parts[name];
    if (!found) throw new Error("only tests have a store and a world");
    return found;
  };
  return { store: () => part("store"), world: () => part("world") };
}

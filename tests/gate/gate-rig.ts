import { afterAll, beforeAll, beforeEach } from "vitest";
import { systemClock } from "@/lib/clock";
import type { WindowName } from "@/lib/contract/quota";
import type { Gate, GateConfiguration } from "@/lib/gate/create-gate";
import type { Grant, Settlement } from "@/lib/gate/step";
import type { WindowState } from "@/lib/gate/summary";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { ask, GATE_KEY, landed, probeGate } from "../support/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../support/virtual-time";

/** One embedded store for a test file, and for each of its tests an empty gate in virtual time. */
export function createGateRig() {
  const time: VirtualTime = { now: VIRTUAL_START };
  const parts: { store?: Store; gate?: Gate } = {};
  const part = <Name extends keyof typeof parts>(name: Name) => {
    const found = parts[name];
    if (!found) throw new Error("only tests have a gate");
    return found;
  };
  const another = (configuration: Partial<GateConfiguration> = {}) =>
    probeGate(part("store"), time, configuration);
  const claim = async (from: Gate = part("gate")): Promise<Grant | null> =>
    (await from.step({ room: 6 })).grants[0] ?? null;

  beforeAll(async () => {
    parts.store = await createStore({ kind: "embedded" }, { clock: systemClock });
  });
  afterAll(() => part("store").close());
  beforeEach(async () => {
    await part("store").redis.del(GATE_KEY);
    time.now = VIRTUAL_START;
    parts.gate = another();
  });

  let asked = 0;
  return {
    time,
    store: () => part("store"),
    gate: () => part("gate"),
    /** One more instance on the same state. */
    another,
    /** Claims once; the grant, or null. */
    claim,
    /** One call more of a class, granted a spacing after whatever went last, and settled so at once. */
    async call(
      verdict: Settlement["verdict"],
      { window = "account", retryAfter = 0 }: { window?: WindowName; retryAfter?: number } = {},
    ): Promise<void> {
      asked += 1;
      time.now += 250;
      const enter = [ask(`N${asked}`, "c", { window })];
      const { grants } = await part("gate").step({ enter, room: 6 });
      await part("gate").step({ settle: [ended(held(grants[0]), verdict, retryAfter)] });
    },
    /** One window, and the breaker of its class. */
    async window(name: WindowName = "account"): Promise<WindowState> {
      return (await part("gate").step({})).summary.windows[name];
    },
    /** Enters `count` jobs and claims all that can go, a spacing apart, settling none. */
    async fillWindow(count: number): Promise<Grant[]> {
      const symbols = Array.from({ length: count }, (_, index) => `S${index}`);
      await part("gate").step({ enter: symbols.map((symbol) => ask(symbol)) });
      const grants: Grant[] = [];
      for (let tries = 0; tries < count; tries += 1) {
        const grant = await claim();
        if (grant) grants.push(grant);
        time.now += 250;
      }
      return grants;
    },
  };
}

/** The grant that a test needs to go on. */
export function held(grant: Grant | null | undefined): Grant {
  if (!grant) throw new Error("no grant");
  return grant;
}

/** A call that ended so, its job with it. */
export function ended(grant: Grant, verdict: Settlement["verdict"], retryAfter = 0): Settlement {
  return { ...landed(grant, 0), job: "failed", verdict, retryAfter };
}

import { afterAll, beforeAll, beforeEach } from "vitest";
import { systemClock } from "@/lib/clock";
import { windowOf } from "@/lib/contract/quota/window-use";
import type { Gate } from "@/lib/gate/create-gate";
import type { Grant, Settlement } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import {
  ask,
  GATE_KEY,
  landed,
  type ProbeConfiguration,
  type ProbeWindow,
  probeGate,
} from "../support/store/gate-probe";
import { VIRTUAL_START, type VirtualTime } from "../support/store/virtual-time";

/** `symbol`: what the settlement names, where it differs from the key. */
type RigCall = { window?: ProbeWindow; retryAfter?: number; symbol?: string };

/** An embedded store for a test file. Each test gets an empty gate in virtual time. */
export function createGateRig() {
  const time: VirtualTime = { now: VIRTUAL_START };
  const parts: { store?: Store; gate?: Gate } = {};
  const part = <Name extends keyof typeof parts>(name: Name) => {
    const found = parts[name];
    if (!found) throw new Error("only tests have a gate");
    return found;
  };
  const another = (configuration: Partial<ProbeConfiguration> = {}) =>
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
    /** Creates another instance on the same state. */
    another,
    /** Claims once. Returns the grant, or null. */
    claim,
    /** Makes a call one spacing after the last one, and settles it at once with this verdict. */
    async call(
      verdict: Settlement["verdict"],
      { window = "account", retryAfter = 0, symbol }: RigCall = {},
    ): Promise<void> {
      asked += 1;
      time.now += 250;
      const enter = [ask(`N${asked}`, "c", { window })];
      const { grants } = await part("gate").step({ enter, room: 6 });
      const settlement = ended(held(grants[0]), verdict, retryAfter);
      await part("gate").step({ settle: [symbol ? { ...settlement, symbol } : settlement] });
    },
    /** Reads a window with all fields of its breaker. */
    async window(name = "account") {
      const window = windowOf((await part("gate").step({})).summary, name);
      // Fields that the breaker's state lacks are 0, so that a test can compare without a switch.
      return { reason: "", stoppedAt: 0, untilAt: 0, probedAt: 0, rampFrom: 0, went: 0, ...window };
    },
    /** Enters `count` jobs and claims as many as possible, one spacing apart. Settles none. */
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

/** Returns the grant, or fails the test. */
export function held(grant: Grant | null | undefined): Grant {
  if (!grant) throw new Error("no grant");
  return grant;
}

/** Builds the settlement of a call that ended with this verdict. Its job ends too. */
export function ended(grant: Grant, verdict: Settlement["verdict"], retryAfter = 0): Settlement {
  return { ...landed(grant, 0), job: "failed", verdict, retryAfter };
}

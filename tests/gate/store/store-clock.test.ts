import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createGate } from "@/lib/gate/create-gate";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import {
  ask,
  GATE_KEY,
  gateConfiguration,
  probeConfiguration,
} from "../../support/store/gate-probe";

let store: Store;
beforeAll(async () => {
  store = await createStore({ kind: "embedded" }, { clock: systemClock });
});
afterAll(() => store.close());

async function storeNow(): Promise<number> {
  const [seconds, microseconds] = await store.redis.time();
  return seconds * 1_000 + Math.floor(microseconds / 1_000);
}

/** Tests the clock fragment of the script, which all other tests replace by virtual time. */
test.each([-3_600_000, 0, 3_600_000])(
  "decides by the store's clock, %i ms off the instance's",
  async (skew) => {
    await store.redis.del(GATE_KEY);
    const clock = {
      ...systemClock,
      now: () => systemClock.now() + skew,
      monotonic: () => systemClock.monotonic() + skew,
    };
    const configuration = gateConfiguration(probeConfiguration);
    const gate = createGate({ store, key: GATE_KEY, configuration, clock });
    const before = await storeNow();
    const { now, grants, entered } = await gate.step({ enter: [ask("SPY")], room: 6 });
    const after = await storeNow();
    const times = [now, ...grants.map(({ grantedAt }) => grantedAt)];
    expect(entered).toEqual([expect.objectContaining({ since: now })]);
    expect(times).toHaveLength(2);
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(after);
    }
  },
);

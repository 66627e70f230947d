import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Callers } from "@/lib/callers/callers";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { callersOn } from "./setup";
import { withStandingClock } from "./standing-clock";

const NOW = Date.parse("2026-11-23T15:00:00Z");
const INTERVAL = 10_000;
const ada = { id: "cada", kind: "cookie", house: "cada", address: null } as const;
const bob = { id: "cbob", kind: "cookie", house: "cbob", address: null } as const;

let store: Store;
let callers: Callers;
withStandingClock(NOW, (made) => {
  store = made;
  callers = callersOn(store);
});

const at = (ms: number) => {
  vi.setSystemTime(NOW + ms);
  return callers.takeRefresh(ada);
};

describe("the interval between forced refreshes", () => {
  it("is exact to the millisecond, and its Retry-After comes true", async () => {
    expect(await at(0)).toEqual({ allowed: true, takenAt: NOW });
    expect(await at(1)).toEqual({ allowed: false, retryAfterSeconds: 10 });
    expect(await at(5_001)).toEqual({ allowed: false, retryAfterSeconds: 5 });
    expect(await at(INTERVAL - 1)).toEqual({ allowed: false, retryAfterSeconds: 1 });
    expect(await at(INTERVAL)).toEqual({ allowed: true, takenAt: NOW + INTERVAL });
  });

  it("is each caller's own", async () => {
    expect((await callers.takeRefresh(ada)).allowed).toBe(true);
    expect((await callers.takeRefresh(bob)).allowed).toBe(true);
  });

  it("of fifty at once lets one pass", async () => {
    const takes = await Promise.all(Array.from({ length: 50 }, () => callers.takeRefresh(ada)));
    expect(takes.filter((take) => take.allowed)).toHaveLength(1);
  });

  it("leaves no trace once given back; the next one is whole", async () => {
    const taken = await at(0);
    if (!taken.allowed) throw new Error("the first take is allowed");
    vi.setSystemTime(NOW + 5_000);
    await callers.giveRefreshBack(ada, taken.takenAt);
    expect((await at(6_000)).allowed).toBe(true);
    expect((await at(10_000)).allowed).toBe(false);
    expect((await at(15_999)).allowed).toBe(false);
    expect((await at(16_000)).allowed).toBe(true);
  });

  it("takes nothing from a later take if given back late or twice", async () => {
    await at(0);
    await at(INTERVAL);
    await callers.giveRefreshBack(ada, NOW);
    await callers.giveRefreshBack(ada, NOW);
    expect((await at(INTERVAL + 1)).allowed).toBe(false);
  });

  it("allows a take only an interval after the last one kept", async () => {
    const step = fc.record({
      passed: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 2 * INTERVAL })),
      act: fc.constantFrom("take", "take", "give the last back", "give the first back"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 30 }), async (steps) => {
        await store.redis.flushall();
        let now = NOW;
        let first: number | null = null;
        let held: number | null = null;
        for (const { passed, act } of steps) {
          now += passed;
          vi.setSystemTime(now);
          if (act === "take") {
            const take = await callers.takeRefresh(ada);
            expect(take.allowed).toBe(held === null || now - held >= INTERVAL);
            if (take.allowed) held = take.takenAt;
            first ??= held;
            continue;
          }
          const returned = act === "give the first back" ? first : held;
          if (returned === null) continue;
          await callers.giveRefreshBack(ada, returned);
          if (returned === held) held = null;
        }
      }),
      { numRuns: 60 },
    );
  });

  it("fails closed: a store that does not answer is a fault", async () => {
    const cut = await createStore({ kind: "embedded" }, { clock: systemClock });
    await cut.close();
    await expect(callersOn(cut).takeRefresh(ada)).rejects.toBeInstanceOf(StoreFault);
    await expect(callersOn(cut).giveRefreshBack(ada, NOW)).rejects.toBeInstanceOf(StoreFault);
  });
});

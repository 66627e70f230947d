import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Caller } from "@/lib/callers/callers";
import type { Store } from "@/lib/redis/store";
import { StoreFault } from "@/lib/store-fault";
import { provideWires } from "../support/store/wires";
import { callersOn } from "./setup";

const ada: Caller = { id: "cada", kind: "cookie", house: "a", address: "192.0.2.1" };
const { server, open, openEmpty } = provideWires();
let store: Store;

afterEach(() => store.close());
afterEach(() => void vi.useRealTimers());

describe.each(["upstash", "redis"] as const)("callers over %s", (kind) => {
  beforeEach(async () => {
    store = await openEmpty(kind);
  });

  it("keep the interval on an instance whose clock is ten min off", async () => {
    const callers = callersOn(store);
    const first = await callers.takeRefresh(ada);
    expect(first.allowed).toBe(true);
    for (const offBy of [600_000, -600_000]) {
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + offBy });
      const take = await callers.takeRefresh(ada);
      vi.useRealTimers();
      expect(take).toMatchObject({ allowed: false });
      expect(take.allowed ? 0 : take.retryAfterSeconds).toBeGreaterThan(5);
      expect(take.allowed ? 0 : take.retryAfterSeconds).toBeLessThanOrEqual(10);
    }
  });

  it("pass one of twenty takes at once; given back, the next one", async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(kind)));
    const instances = stores.map((one) => callersOn(one));
    const takes = await Promise.all(
      [...instances, ...instances, ...instances, ...instances, ...instances].map((callers) =>
        callers.takeRefresh(ada),
      ),
    );
    const [passed, ...others] = takes.filter((take) => take.allowed);
    expect(others).toEqual([]);
    if (!passed?.allowed) throw new Error("one of them passes");
    await callersOn(store).giveRefreshBack(ada, passed.takenAt);
    expect((await callersOn(store).takeRefresh(ada)).allowed).toBe(true);
    await Promise.all(stores.map((one) => one.close()));
  });

  it("pass the next take after an interval by the store's clock", async () => {
    const callers = callersOn(store, { refresh: { intervalMs: 40, cooldownMs: 60_000 } });
    const taken: number[] = [];
    const take = async () => {
      const answer = await callers.takeRefresh(ada);
      if (answer.allowed) taken.push(answer.takenAt);
      return taken.length;
    };
    await expect.poll(take, { interval: 1, timeout: 10_000 }).toBeGreaterThanOrEqual(20);
    const gaps = taken.slice(1).map((at, index) => at - (taken[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(40);
  });

  it("count floods, and let none pass after scripts are forgotten", async () => {
    const callers = callersOn(store, {
      trustProxy: 1,
      bounds: { queueCapacity: 1, floodPerCaller: 3, floodPerAddress: 600 },
    });
    const answers = [];
    // A window of 10 s may end meanwhile, once: 6 of 8 at most are let through.
    for (let asked = 0; asked < 8; asked += 1) {
      if (asked === 2) await server().command("SCRIPT", "FLUSH");
      answers.push(await callers.countRequest(ada, true));
    }
    const allowed = answers.filter((answer) => answer.allowed).length;
    expect(allowed).toBeGreaterThanOrEqual(3);
    expect(allowed).toBeLessThanOrEqual(6);
  });

  it("fail within the deadline on a hanging store, and do not pass", async () => {
    const callers = callersOn(store);
    await callers.takeRefresh(ada);
    server().pause();
    try {
      await expect(callers.takeRefresh(ada)).rejects.toBeInstanceOf(StoreFault);
      await expect(callers.countRequest(ada, false)).rejects.toBeInstanceOf(StoreFault);
    } finally {
      server().resume();
    }
  });
});

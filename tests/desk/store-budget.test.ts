import { describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { StoreFault } from "@/lib/store-fault";

/** Blocks the event loop. */
function stick(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe("the store's budget of one request", () => {
  test("is 900 ms for all operations, then a StoreFault", async () => {
    const budget = createStoreBudget(systemClock);
    const startedAt = performance.now();
    await budget.spend(systemClock.sleep(500));
    const fault = await budget.spend(systemClock.sleep(5_000)).catch((error: unknown) => error);
    const tookMs = performance.now() - startedAt;
    expect(fault).toBeInstanceOf(StoreFault);
    expect(fault).toMatchObject({ reason: "timeout" });
    expect(tookMs).toBeGreaterThan(850);
    expect(tookMs).toBeLessThan(1_300);
    // The budget is spent, so the next operation fails at once.
    const next = await budget.spend(systemClock.sleep(5_000)).catch((error: unknown) => error);
    expect(next).toBeInstanceOf(StoreFault);
  });

  test("is not spent by many fast operations", async () => {
    const budget = createStoreBudget(systemClock);
    for (let operation = 0; operation < 4; operation += 1) {
      await budget.spend(systemClock.sleep(300));
    }
    await expect(budget.spend(systemClock.sleep(600))).resolves.toBeUndefined();
  });

  test("is not spent by fast operations that wait their turn", async () => {
    const budget = createStoreBudget(systemClock);
    for (let operation = 0; operation < 3; operation += 1) {
      await budget.spendInTurn(systemClock.sleep(600));
    }
    const fault = await budget
      .spendInTurn(systemClock.sleep(5_000))
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StoreFault);
  });

  test("is not spent by a blocked event loop", async () => {
    const budget = createStoreBudget(systemClock);
    const reply = budget.spend(systemClock.sleep(150).then(() => "a reply"));
    setTimeout(() => stick(2_000), 20);
    expect(await reply).toBe("a reply");
  });

  test("passes on the store's own errors", async () => {
    const budget = createStoreBudget(systemClock);
    await expect(budget.spend(Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  });
});

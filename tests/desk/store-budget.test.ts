import { describe, expect, test } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStoreBudget, isStoreFault } from "@/lib/desk/store-budget";

/** Keeps the event loop busy. */
function stick(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe("the store's budget of one request", () => {
  test("is 900 ms over all operations together, and a fault of the store by name", async () => {
    const budget = createStoreBudget(systemClock);
    const startedAt = performance.now();
    await budget.spend(systemClock.sleep(500));
    const fault = await budget.spend(systemClock.sleep(5_000)).catch((error: unknown) => error);
    const tookMs = performance.now() - startedAt;
    expect(isStoreFault(fault)).toBe(true);
    expect(tookMs).toBeGreaterThan(850);
    expect(tookMs).toBeLessThan(1_300);
    // Spent is spent, and at once.
    const next = await budget.spend(systemClock.sleep(5_000)).catch((error: unknown) => error);
    expect(isStoreFault(next)).toBe(true);
  });

  test("does not count what is answered soon, however often", async () => {
    const budget = createStoreBudget(systemClock);
    for (let operation = 0; operation < 4; operation += 1) {
      await budget.spend(systemClock.sleep(300));
    }
    await expect(budget.spend(systemClock.sleep(600))).resolves.toBeUndefined();
  });

  test("does not count what is answered soon once it has waited for its turn", async () => {
    const budget = createStoreBudget(systemClock);
    for (let operation = 0; operation < 3; operation += 1) {
      await budget.spendInTurn(systemClock.sleep(600));
    }
    const fault = await budget
      .spendInTurn(systemClock.sleep(5_000))
      .catch((error: unknown) => error);
    expect(isStoreFault(fault)).toBe(true);
  });

  test("an event loop that is stuck for two seconds is no slow store", async () => {
    const budget = createStoreBudget(systemClock);
    const reply = budget.spend(systemClock.sleep(150).then(() => "a reply"));
    setTimeout(() => stick(2_000), 20);
    expect(await reply).toBe("a reply");
  });

  test("passes on what the store itself says", async () => {
    const budget = createStoreBudget(systemClock);
    await expect(budget.spend(Promise.reject(new Error("its own")))).rejects.toThrow("its own");
  });
});

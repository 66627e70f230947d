import type { Clock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";

export type StoreBudget = {
  /** Waits for one store operation, within the time left. Rejects with StoreFault. */
  spend<T>(operation: Promise<T>): Promise<T>;
  /**
   * Like `spend`, for operations that queue behind another one and so need two round trips. A step
   * waits for the step in flight, a shared read for the read before it, and an unknown script is
   * sent again.
   */
  spendInTurn<T>(operation: Promise<T>): Promise<T>;
};

/**
 * The time that one request may wait for the store, over all its operations. Waiting in queue does
 * not count, nor does an operation that is answered soon: a store that is 300 ms slower slows
 * requests down but fails none.
 */
export function createStoreBudget(clock: Clock): StoreBudget {
  let leftMs: number = storePolicy.requestBudgetMs;
  return {
    spend: (operation) => within(operation, storePolicy.firstTryMs),
    spendInTurn: (operation) => within(operation, 2 * storePolicy.firstTryMs),
  };

  function within<T>(operation: Promise<T>, soonMs: number): Promise<T> {
    const waiting = { isOver: false };
    const [before, startedAt] = [leftMs, clock.monotonic()];
    operation.then(
      () => {
        waiting.isOver = true;
        const isSoon = clock.monotonic() - startedAt <= soonMs;
        if (isSoon) leftMs = Math.max(leftMs, before);
      },
      () => {
        waiting.isOver = true;
      },
    );
    return Promise.race([operation, whenSpent(waiting)]);
  }

  /**
   * Sleeps in short steps. An event loop that was blocked counts as one step, however long: the
   * store's reply may have arrived meanwhile.
   */
  async function whenSpent(waiting: { isOver: boolean }): Promise<never> {
    while (leftMs > 0) {
      const napMs = Math.min(leftMs, storePolicy.deadlineNapMs);
      const startedAt = clock.monotonic();
      await clock.sleep(napMs);
      if (waiting.isOver) return new Promise(() => undefined);
      leftMs -= Math.min(napMs, clock.monotonic() - startedAt);
    }
    throw new StoreFault("timeout");
  }
}

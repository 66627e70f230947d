import type { Clock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";

/** The store spent more than one request may wait for it. Mapped like any failure of the store. */
class StoreTooSlow extends Error {
  override readonly name = "StoreFault";
}

export type StoreBudget = {
  /** Waits for one store operation, within what is left. Throws StoreTooSlow or its own fault. */
  spend<T>(operation: Promise<T>): Promise<T>;
  /**
   * The same for one that takes its turn and so two trips: a step waits for the step under way, a
   * shared reading for the one before it, and a script that the store does not know is sent again.
   */
  spendInTurn<T>(operation: Promise<T>): Promise<T>;
};

/**
 * All store operations of one request share this; waiting in line does not count, and neither does
 * an operation that is answered soon: a store slower by 300 ms makes requests slower and fails none.
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
   * In short naps, so that an event loop which was stuck counts as one nap however long it was: the
   * store's reply may have been here all the while.
   */
  async function whenSpent(waiting: { isOver: boolean }): Promise<never> {
    while (leftMs > 0) {
      const napMs = Math.min(leftMs, storePolicy.deadlineNapMs);
      const startedAt = clock.monotonic();
      await clock.sleep(napMs);
      if (waiting.isOver) return new Promise(() => undefined);
      leftMs -= Math.min(napMs, clock.monotonic() - startedAt);
    }
    throw new StoreTooSlow("the store took too long");
  }
}

/** Whether `error` says that the store failed, by name: its room is not the desk's to import. */
export function isStoreFault(error: unknown): boolean {
  return error instanceof Error && error.name === "StoreFault";
}

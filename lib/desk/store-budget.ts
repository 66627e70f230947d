import type { Clock } from "@/lib/clock";
import { storePolicy } from "@/lib/policy";

/** The store spent more than one request may wait for it. Mapped like any failure of the store. */
export class StoreTooSlow extends Error {
  override readonly name = "StoreFault";
}

export type StoreBudget = {
  /** Waits for one store operation, within what is left. Throws StoreTooSlow or its own fault. */
  spend<T>(operation: Promise<T>): Promise<T>;
};

/** All store operations of one request share this; waiting in line does not count. */
export function createStoreBudget(clock: Clock): StoreBudget {
  let leftMs: number = storePolicy.requestBudgetMs;
  return {
    async spend(operation) {
      const startedAt = clock.monotonic();
      const done = new AbortController();
      const late = clock.sleep(leftMs, done.signal).then(() => {
        if (done.signal.aborted) return null;
        throw new StoreTooSlow("the store took too long");
      });
      try {
        return (await Promise.race([operation, late])) as Awaited<typeof operation>;
      } finally {
        done.abort();
        operation.catch(() => undefined);
        leftMs = Math.max(0, leftMs - (clock.monotonic() - startedAt));
      }
    },
  };
}

/** Whether `error` says that the store failed, by name: its room is not the desk's to import. */
export function isStoreFault(error: unknown): boolean {
  return error instanceof Error && error.name === "StoreFault";
}

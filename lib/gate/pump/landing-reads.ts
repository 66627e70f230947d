import type { Ask, Entered } from "@/lib/gate/step";
import type { Landing } from "./waiter";
import type { Watch } from "./watch";

type Parts = {
  watch: Watch;
  readLandings(keys: string[]): Promise<Landing[]>;
  /** Requests a new place for a waiter whose place is gone. */
  ask(ask: Ask): Promise<{ entered: Entered }>;
  /** Called after each read, because the time of the next read may have changed. */
  wake(): void;
};

/**
 * Reads the cache for results written by other instances, one read at a time. The pump does not
 * wait for a read, so that steps without a pause in between do not delay it.
 */
export function createLandingReads({ watch, readLandings, ask, wake }: Parts) {
  let isReading = false;

  function askAgain(asks: Ask[]): void {
    for (const one of asks) {
      ask(one).then(
        ({ entered }) => askAgain(watch.moved(one, entered)),
        () => watch.unanswered(one),
      );
    }
  }

  return {
    /** Monotonic ms of the next read. `local`: keys of the calls in flight here. */
    dueAt: (local: Set<string>) => (isReading ? Number.POSITIVE_INFINITY : watch.nextReadAt(local)),
    async read(local: Set<string>): Promise<void> {
      isReading = true;
      const keys = watch.keysToRead(local);
      try {
        askAgain(watch.found(keys, await readLandings(keys)));
      } catch {
        watch.storeDown();
      }
      isReading = false;
      wake();
    },
  };
}

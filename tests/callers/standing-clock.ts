import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";

/**
 * Gives each test an empty embedded store whose clock stands at `now` until `vi.setSystemTime` moves
 * it: its clock is this process's.
 */
export function withStandingClock(now: number, onStore: (store: Store) => void): void {
  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"] }));
  beforeEach(async () => {
    vi.setSystemTime(now);
    const store = await createStore({ kind: "embedded" }, { clock: systemClock });
    onStore(store);
    return () => store.close();
  });
  afterAll(() => void vi.useRealTimers());
}

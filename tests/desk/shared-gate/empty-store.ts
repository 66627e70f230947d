import { afterAll, beforeAll, beforeEach } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";

/** An embedded store for a test file, emptied before each test. */
export function emptyStore(): () => Store {
  let store: Store | null = null;
  const open = (): Store => {
    if (store === null) throw new Error("only tests have a store");
    return store;
  };
  beforeAll(async () => {
    store = await createStore({ kind: "embedded" }, { clock: systemClock });
  });
  afterAll(() => open().close());
  beforeEach(async () => {
    await open().redis.flushdb();
  });
  return open;
}

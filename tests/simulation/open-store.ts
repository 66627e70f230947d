import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { startRedisServer } from "../support/redis-server";

export type StoreKind = "embedded" | "redis";

/** A store of this process alone, empty; closing it takes its server with it. */
export async function openStore(kind: StoreKind): Promise<Store> {
  if (kind === "embedded") return createStore({ kind }, { clock: systemClock });
  const server = await startRedisServer();
  const store = await createStore({ kind, url: server.url }, { clock: systemClock });
  return {
    ...store,
    async close() {
      await store.close();
      await server.stop();
    },
  };
}

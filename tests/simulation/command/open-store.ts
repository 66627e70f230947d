import { spawnSync } from "node:child_process";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { startRedisServer } from "../../support/store/redis-server";

export const STORE_KINDS = ["redis", "embedded"] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

/** Opens the stores of these kinds. */
export async function openStores(names: string[]): Promise<Partial<Record<StoreKind, Store>>> {
  const kinds = STORE_KINDS.filter((kind) => names.includes(kind));
  const opened = kinds.map(async (kind) => [kind, await openStore(kind)]);
  return Object.fromEntries(await Promise.all(opened));
}

/** Opens an empty store for this process. Closing it stops its server. */
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

/** Whether this machine has a redis-server to start. */
export function hasRedisServer(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

import { StoreFault } from "@/lib/store-fault";
import type { Store } from "./store";

/**
 * Whether the store evicts keys when memory runs out, which would lose the gate's state. "unknown"
 * where the store cannot report it: Upstash, the embedded store, a server that forbids both
 * commands. Rejects with a StoreFault when the store is unreachable.
 */
export async function evictionPolicy(store: Store): Promise<"noeviction" | "evicts" | "unknown"> {
  if (store.kind !== "redis") return "unknown";
  const policy = (await ask(store, ["CONFIG", "GET", "maxmemory-policy"])) ?? "";
  const named = policy || ((await ask(store, ["INFO", "memory"])) ?? "");
  const value = /maxmemory[-_]policy[:,]([a-z-]+)/.exec(named)?.[1];
  if (!value) return "unknown";
  return value === "noeviction" ? "noeviction" : "evicts";
}

/** Managed servers often rename or forbid CONFIG. A refusal means unknown, not a fault. */
async function ask(store: Store, command: [string, ...string[]]): Promise<string | null> {
  try {
    return String(await store.redis.exec(command));
  } catch (error) {
    if (error instanceof StoreFault && error.reason === "refused") return null;
    throw error;
  }
}

import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import { evictionPolicy } from "@/lib/redis/eviction-policy";
import { type RedisServer, startRedisServer } from "../support/store/redis-server";

let server: RedisServer;
afterEach(() => server.stop());

async function ask(): Promise<string> {
  const store = await createStore({ kind: "redis", url: server.url }, { clock: systemClock });
  try {
    return await evictionPolicy(store);
  } finally {
    await store.close();
  }
}

describe("whether the store may throw keys away", () => {
  it("is read from its configuration", async () => {
    server = await startRedisServer();
    expect(await ask()).toBe("noeviction");
    for (const policy of ["allkeys-lru", "volatile-lru", "volatile-ttl"]) {
      await server.command("CONFIG", "SET", "maxmemory-policy", policy);
      expect(await ask()).toBe("evicts");
    }
  });

  it("comes from INFO if CONFIG is forbidden, unknown if both are", async () => {
    const forbidden = ["--rename-command", "CONFIG", ""];
    const evicting = ["--maxmemory-policy", "allkeys-lru"];
    server = await startRedisServer({ options: [...forbidden, ...evicting] });
    expect(await ask()).toBe("evicts");
    await server.stop();
    server = await startRedisServer({
      options: [...forbidden, ...evicting, "--rename-command", "INFO", ""],
    });
    expect(await ask()).toBe("unknown");
  });

  it("cannot be asked of a server that is gone", async () => {
    server = await startRedisServer();
    await server.stop();
    await expect(ask()).rejects.toMatchObject({ reason: "unreachable" });
  });
});

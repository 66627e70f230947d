import { afterAll, beforeAll } from "vitest";
import { systemClock } from "@/lib/clock";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { type RedisServer, startRedisServer } from "./redis-server";
import { type RestBridge, startRestBridge } from "./rest-bridge";

export type WireKind = "upstash" | "redis" | "embedded";

/** Starts the servers of all wires for a whole test file. */
export function provideWires() {
  const started: { server?: RedisServer; bridge?: RestBridge } = {};
  beforeAll(async () => {
    started.server = await startRedisServer();
    started.bridge = await startRestBridge({ redisUrl: started.server.url });
  });
  afterAll(async () => {
    await started.bridge?.stop();
    await started.server?.stop();
  });
  const server = () => present(started.server);
  const bridge = () => present(started.bridge);

  /** An empty store over one of the wires. */
  async function openEmpty(kind: WireKind): Promise<Store> {
    await server().flushAll();
    return open(kind);
  }
  function open(kind: WireKind): Promise<Store> {
    const { url, token } = bridge();
    switch (kind) {
      case "upstash":
        return createStore({ kind, url, token }, { clock: systemClock });
      case "redis":
        return createStore({ kind, url: server().url }, { clock: systemClock });
      case "embedded":
        return createStore({ kind }, { clock: systemClock });
      default:
        return kind satisfies never;
    }
  }
  return { server, bridge, open, openEmpty };
}

function present<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("The wires are there only while tests run.");
  return part;
}

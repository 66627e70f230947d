import { Redis as IoRedis } from "ioredis";
import { createIoredisMock } from "js-redis-server";
import { createLocalScripts, withoutComments } from "./local-scripts";
import { runRequest } from "./run-request";
import type { Wire } from "./wire";

/** A Redis inside this process, with its data. Each call creates a new, empty one. */
export async function createEmbeddedWire(): Promise<Wire> {
  const scripts = createLocalScripts(withoutComments);
  const client = await createIoredisMock();
  if (!(client instanceof IoRedis)) throw new Error("The embedded store gave a cluster client");
  client.on("error", () => {});
  return {
    kind: "embedded",
    send: (request) => runRequest(client, scripts, request),
    raw: {
      read: (key) => client.getBuffer(key),
      async write(key, bytes) {
        await client.set(key, bytes);
      },
    },
    async close() {
      await client.quit();
    },
  };
}

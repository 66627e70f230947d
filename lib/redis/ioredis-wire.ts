import { Redis as IoRedis } from "ioredis";
import { storePolicy } from "@/lib/policy";
import { createLocalScripts } from "./local-scripts";
import { runRequest } from "./run-request";
import { StoreFault } from "./store";
import type { Wire } from "./wire";

type Connection = {
  client: IoRedis;
  ready: Promise<void>;
  repliedAt: number;
  /** Dropped because a command had waited in vain, not because it broke. */
  fellSilent: boolean;
};

/**
 * Any Redis by its URL, through ioredis. A connection is opened when it is asked for and thrown away
 * when it breaks or falls silent, so that nothing retries, queues or waits behind the caller's back.
 */
export function createIoredisWire(config: { url: string }): Wire {
  const scripts = createLocalScripts();
  let connection: Connection | null = null;

  function open(): Connection {
    const client = newClient(config.url);
    const opened: Connection = { client, ready: client.connect(), repliedAt: 0, fellSilent: false };
    // Without a listener ioredis prints errors, address and all; each caller gets its own anyway.
    client.on("error", () => {});
    client.on("end", () => drop(opened));
    opened.ready.catch(() => drop(opened));
    return opened;
  }

  function drop(broken: Connection): void {
    if (connection !== broken) return;
    connection = null;
    broken.client.disconnect();
  }

  return {
    kind: "redis",
    async send(request, signal) {
      connection ??= open();
      const used = connection;
      await used.ready;
      signal.throwIfAborted();
      const sentAt = performance.now();
      // Not one reply since this was sent: the server or the path hangs, and what is queued on the
      // connection would only pile up. A slow server that answers others keeps its connection.
      const letGo = () => {
        if (used.repliedAt >= sentAt) return;
        used.fellSilent = true;
        drop(used);
      };
      signal.addEventListener("abort", letGo, { once: true });
      try {
        return await runRequest(used.client, scripts, request);
      } catch (error) {
        // Cut for the silence that another command had waited out: this one's as well.
        throw used.fellSilent ? new StoreFault("timeout") : error;
      } finally {
        signal.removeEventListener("abort", letGo);
        if (!signal.aborted) used.repliedAt = performance.now();
      }
    },
    async close() {
      if (connection) drop(connection);
    },
  };
}

function newClient(url: string): IoRedis {
  return new IoRedis(url, {
    lazyConnect: true,
    // One attempt: the next command opens the next connection.
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    // The check would wait until the data set is loaded; we want to be told LOADING.
    enableReadyCheck: false,
    connectTimeout: storePolicy.requestBudgetMs,
    disconnectTimeout: storePolicy.firstTryMs,
    disableClientInfo: true,
  });
}

import { Redis as IoRedis } from "ioredis";
import { storePolicy } from "@/lib/policy";
import { StoreFault } from "@/lib/store-fault";
import { createLocalScripts } from "./local-scripts";
import { runRequest } from "./run-request";
import type { Wire } from "./wire";

type Connection = {
  client: IoRedis;
  ready: Promise<void>;
  repliedAt: number;
  /** Dropped because a command timed out on a silent connection, not because it broke. */
  fellSilent: boolean;
};

/**
 * Any Redis by its URL, through ioredis. A connection opens for a command and is dropped when it
 * breaks or goes silent. So nothing retries, queues or waits without the caller's knowledge.
 */
export function createIoredisWire(config: { url: string }): Wire {
  const scripts = createLocalScripts();
  let connection: Connection | null = null;

  function open(): Connection {
    const client = newClient(config.url);
    const opened: Connection = { client, ready: client.connect(), repliedAt: 0, fellSilent: false };
    // Without a listener ioredis prints errors with the address. Each caller gets its own error.
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
      // No reply since this was sent: the server or the path hangs, and queued commands would pile
      // up. A slow server that answers others keeps its connection. So does a connection that took
      // most of the time to open: the next try finds it ready.
      const letGo = () => {
        if (used.repliedAt >= sentAt) return;
        if (performance.now() - sentAt < storePolicy.silentMs) return;
        used.fellSilent = true;
        drop(used);
      };
      signal.addEventListener("abort", letGo, { once: true });
      try {
        return await runRequest(used.client, scripts, request);
      } catch (error) {
        // Dropped because another command timed out on it: this one timed out as well.
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
    // One attempt. The next command opens the next connection.
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    // The check would wait until the data set is loaded. LOADING should be reported instead.
    enableReadyCheck: false,
    connectTimeout: storePolicy.requestBudgetMs,
    disconnectTimeout: storePolicy.firstTryMs,
    disableClientInfo: true,
  });
}

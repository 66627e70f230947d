import { setMaxListeners } from "node:events";
import type { Server } from "node:http";
import type { Clock } from "@/lib/clock";
import { httpPolicy } from "@/lib/policy";
import { processWide } from "./process-wide";
import { closeAllStreams } from "./stream-registry";
import { systemLog } from "./system-log";

type Hook = { name: string; stop: () => void | Promise<void> };
type Shutdown = { hooks: Hook[]; going: AbortController; server: Server | null };

const shutdown = processWide<Shutdown>("shutdown", () => {
  const going = new AbortController();
  // One listener for each request that waits.
  setMaxListeners(0, going.signal);
  return { hooks: [], going, server: null };
});

/**
 * Has `stop` run when the process is told to go (in the order of registration, all at once). What
 * it returns is awaited, up to the end of a call under way: stop claiming at once, then let the
 * call finish and settle.
 */
export function onShutdown(name: string, stop: Hook["stop"]): void {
  shutdown.hooks.push({ name, stop });
}

/** Aborts when the process is told to go: whoever waits in line answers now. */
export function shutdownSignal(): AbortSignal {
  return shutdown.going.signal;
}

export function isShuttingDown(): boolean {
  return shutdown.going.signal.aborted;
}

/** The http.Server, learnt from its first request: Next does not hand it out. */
export function rememberServer(server: Server): void {
  shutdown.server = server;
}

export type ShutdownParts = {
  clock: Clock;
  /** The longest a call under way may still take, ms. */
  callMs: number;
  exit: (code: number) => void;
};

/**
 * Not ready, no new claims, streams told to reconnect, idle connections closed, and out: within
 * 5 s beyond the call under way. Once only.
 */
export async function goDown(parts: ShutdownParts): Promise<void> {
  if (isShuttingDown()) return;
  systemLog().info("going down");
  shutdown.going.abort();
  const hooks = runHooks();
  closeAllStreams();
  shutdown.server?.close();
  const { clock } = parts;
  const startedAt = clock.monotonic();
  let hooksDone = false;
  void hooks.then(() => {
    hooksDone = true;
  });
  while (clock.monotonic() - startedAt < parts.callMs + httpPolicy.shutdownMs) {
    shutdown.server?.closeIdleConnections();
    if (hooksDone && (await connectionCount(shutdown.server)) === 0) break;
    await clock.sleep(httpPolicy.shutdownPollMs);
  }
  systemLog().info("gone", { finished: hooksDone });
  parts.exit(0);
}

async function runHooks(): Promise<void> {
  await Promise.all(
    shutdown.hooks.map(async ({ name, stop }) => {
      try {
        await stop();
      } catch (error) {
        systemLog().error("a shutdown hook failed", { hook: name, error });
      }
    }),
  );
}

function connectionCount(server: Server | null): Promise<number> {
  return new Promise((resolve) => {
    if (server === null) return resolve(0);
    server.getConnections((error, count) => resolve(error === null ? count : 0));
  });
}

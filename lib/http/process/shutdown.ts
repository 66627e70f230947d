import { setMaxListeners } from "node:events";
import type { Server } from "node:http";
import type { Clock } from "@/lib/clock";
import { processWide } from "@/lib/http/log/process-wide";
import { systemLog } from "@/lib/http/log/system-log";
import { closeAllStreams } from "@/lib/http/streams/stream-registry";
import { httpPolicy } from "@/lib/policy";

type Hook = { name: string; stop: () => void | Promise<void> };
type Shutdown = { hooks: Hook[]; going: AbortController; server: Server | null };

const shutdown = processWide<Shutdown>("shutdown", () => {
  const going = new AbortController();
  // One listener per waiting request.
  setMaxListeners(0, going.signal);
  return { hooks: [], going, server: null };
});

/**
 * Registers `stop` to run at shutdown (started in order of registration, run in parallel). Its
 * promise is awaited until the calls in flight are over: stop claiming at once, then let calls
 * finish and settle.
 */
export function onShutdown(name: string, stop: Hook["stop"]): void {
  shutdown.hooks.push({ name, stop });
}

/** Aborts at shutdown, so that waiting requests answer at once. */
export function shutdownSignal(): AbortSignal {
  return shutdown.going.signal;
}

export function isShuttingDown(): boolean {
  return shutdown.going.signal.aborted;
}

/** Remembers the http.Server of the first request: Next does not expose it. */
export function rememberServer(server: Server): void {
  shutdown.server = server;
}

export type ShutdownParts = {
  clock: Clock;
  /** The longest that a call in flight may still take, ms. */
  callMs: number;
  exit: (code: number) => void;
};

/**
 * Shuts down: not ready, no new claims, streams asked to reconnect, idle connections closed, then
 * exit. Takes at most 5 s longer than the calls in flight. Runs once.
 */
export async function goDown(parts: ShutdownParts): Promise<void> {
  if (isShuttingDown()) return;
  systemLog().info("shutting down");
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

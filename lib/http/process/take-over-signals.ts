import { goDown, type ShutdownParts } from "./shutdown";

/**
 * Runs our own shutdown on SIGTERM and SIGINT, and removes Next's listeners. Those exit as soon as
 * no connection is open, even with a call in flight for another process, and never exit while a
 * stream is open. A second signal ends the process at once.
 */
export function takeOverSignals(parts: ShutdownParts): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    let isSignaled = false;
    process.on(signal, () => {
      if (isSignaled) parts.exit(1);
      isSignaled = true;
      void goDown(parts);
    });
  }
}

import { goDown, type ShutdownParts } from "./shutdown";

/**
 * Makes SIGTERM and SIGINT run our own end. Next's listeners exit as soon as no connection is
 * open, while a call may still be under way for somebody in line elsewhere, and never while a
 * stream is open; so they are taken off. A second signal ends the process at once.
 */
export function takeOverSignals(parts: ShutdownParts): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    let told = false;
    process.on(signal, () => {
      if (told) parts.exit(1);
      told = true;
      void goDown(parts);
    });
  }
}

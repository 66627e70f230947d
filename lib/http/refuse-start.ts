import { systemLog } from "./system-log";

/** Ends the process before it serves: `error` is told in one line, its stack is of no use. */
export function refuseStart(error: unknown): never {
  const reason = error instanceof Error ? error.message : "unknown";
  systemLog().error(`The server does not start: ${reason}.`);
  process.exit(1);
}

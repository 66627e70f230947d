import { systemLog } from "@/lib/http/log/system-log";

/** Ends the process before it serves. Prints `error` in one line, without its stack. */
export function refuseStart(error: unknown): never {
  const reason = error instanceof Error ? error.message : "unknown";
  systemLog().error(`The server does not start: ${reason}.`);
  process.exit(1);
}

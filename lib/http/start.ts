import { systemClock } from "@/lib/clock";
import type { Environment } from "@/lib/environment";
import { secretsOf } from "@/lib/environment/secrets";
import { installPreflight } from "./preflight";
import { configureLog } from "./system-log";
import { takeOverSignals } from "./take-over-signals";

/** Prepares this process for requests, once, before the first: log, preflight, orderly end. */
export function startServer(environment: Environment): void {
  configureLog({ level: environment.logLevel, secrets: secretsOf(environment) });
  installPreflight();
  // In development Next restarts itself by its own handlers.
  if (process.env.NODE_ENV !== "production") return;
  takeOverSignals({
    clock: systemClock,
    callMs: environment.upstream.timeoutMs,
    exit: (code) => process.exit(code),
  });
}

import { systemClock } from "@/lib/clock";
import type { Environment } from "@/lib/environment/environment";
import { secretsOf } from "@/lib/environment/secrets";
import { configureLog } from "@/lib/http/log/system-log";
import { installPreflight } from "./preflight";
import { takeOverSignals } from "./take-over-signals";

/** Prepares this process for requests, once, before the first: log, preflight, shutdown. */
export function startServer(environment: Environment): void {
  configureLog({ level: environment.logLevel, secrets: secretsOf(environment) });
  installPreflight({
    origin: environment.origin,
    isRouted: environment.trustProxy === "vercel",
  });
  // In development Next restarts itself with its own handlers.
  if (process.env.NODE_ENV !== "production") return;
  takeOverSignals({
    clock: systemClock,
    callMs: environment.upstream.timeoutMs,
    exit: (code) => process.exit(code),
  });
}

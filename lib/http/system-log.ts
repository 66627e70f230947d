import { createLog, type Log, type LogLevel } from "./log";
import { processWide } from "./process-wide";

const holder = processWide("log", () => ({ log: toStandardError("info", []) }));

/** The one log of this process, on standard error. */
export function systemLog(): Log {
  return holder.log;
}

/** Sets the level and the exact values that no line may carry; called once the environment is read. */
export function configureLog(options: { level: LogLevel; secrets: readonly string[] }): void {
  holder.log = toStandardError(options.level, options.secrets);
}

function toStandardError(level: LogLevel, secrets: readonly string[]): Log {
  // A broken pipe arrives as an event; without a listener it would end the process.
  if (process.stderr.listenerCount("error") === 0) process.stderr.on("error", () => {});
  return createLog({
    level,
    secrets,
    write: (line) => process.stderr.write(line),
    now: () => Date.now(),
  });
}

import { createLog, type Log, type LogLevel } from "./log";
import { processWide } from "./process-wide";

type Options = { level: LogLevel; secrets: readonly string[] };
type Holder = { log: Log; options: Options };

const holder = processWide<Holder>("log", () => ({
  log: toStandardError("info", []),
  options: { level: "info", secrets: [] },
}));

/** Returns the log of this process, on standard error. */
export function systemLog(): Log {
  return holder.log;
}

/**
 * Sets the level and the exact values that no line may contain. Called once the environment is
 * read.
 */
export function configureLog(options: Options): void {
  holder.options = options;
  holder.log = toStandardError(options.level, options.secrets);
}

/** Hides one more value from now on: one created here, not read from the environment. */
export function hideFromLog(secret: string): void {
  const { level, secrets } = holder.options;
  configureLog({ level, secrets: [...secrets, secret] });
}

function toStandardError(level: LogLevel, secrets: readonly string[]): Log {
  // A broken pipe arrives as an event. Without a listener it would end the process.
  if (process.stderr.listenerCount("error") === 0) process.stderr.on("error", () => {});
  return createLog({
    level,
    secrets,
    write: (line) => process.stderr.write(line),
    now: () => Date.now(),
  });
}

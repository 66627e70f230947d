import type { Environment } from "@/lib/environment/environment";

export type LogLevel = Environment["logLevel"];
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes JSON lines. No call ever throws, whatever the sink does. */
export type Log = Record<LogLevel, (message: string, fields?: LogFields) => void>;

export type LogParts = {
  level: LogLevel;
  /** Exact values that must never appear, raw or URL-encoded. */
  secrets: readonly string[];
  /** Receives one line, including its newline. */
  write: (line: string) => void;
  now: () => number;
};

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const HIDDEN = "[hidden]";
const HIDDEN_FIELDS =
  /^(authorization|cookie|set-cookie|password|passphrase|secret|token|apikey)$/i;
const TEXT_CHARACTERS_MAX = 2_000;
const DEPTH_MAX = 4;

export function createLog(parts: LogParts): Log {
  const hide = redactor(parts.secrets);
  const emit = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(parts.level)) return;
    try {
      const at = new Date(parts.now()).toISOString();
      const shown = plain(fields ?? {}, hide, 0);
      parts.write(`${JSON.stringify({ at, level, message: hide(message), fields: shown })}\n`);
    } catch {
      // A full disk or a closed pipe must not fail a response.
    }
  };
  return { debug: emit("debug"), info: emit("info"), warn: emit("warn"), error: emit("error") };
}

/**
 * Replaces exact secrets, `username=` values, Bearer and Basic credentials and cookies in a text.
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const exact = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return (text) => {
    let shown = text;
    for (const secret of exact) shown = shown.replaceAll(secret, HIDDEN);
    return shown
      .replace(/\b(username|api_?key|token|password)=[^&\s"']*/gi, `$1=${HIDDEN}`)
      .replace(/\b(bearer|basic)\s+[^\s"',]+/gi, `$1 ${HIDDEN}`)
      .replace(/\b((?:__Host-)?gg_[a-z]+)=[^;\s"']*/g, `$1=${HIDDEN}`)
      .replace(/\b((?:set-)?cookie|authorization):[^\r\n"]*/gi, `$1: ${HIDDEN}`)
      .slice(0, TEXT_CHARACTERS_MAX);
  };
}

/** Converts a value to plain JSON: errors by name and message, depth and length bounded. */
function plain(value: unknown, hide: (text: string) => string, depth: number): unknown {
  if (typeof value === "string") return hide(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Error) {
    return { name: value.name, message: hide(value.message), stack: hide(value.stack ?? "") };
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "[deeper]";
  if (Array.isArray(value)) return value.slice(0, 50).map((part) => plain(part, hide, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      HIDDEN_FIELDS.test(name) ? HIDDEN : plain(part, hide, depth + 1),
    ]),
  );
}

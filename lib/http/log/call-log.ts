import { destination, pino } from "pino";
import type { CallResult } from "@/lib/contract/admin/dashboard";
import type { Lane } from "@/lib/contract/queue/priority";
import { type LogLevel, redactor } from "./log";

/** One upstream call, as the log writes it. Durations in ms. */
export type CallLine = {
  requestId: string;
  /** The label that Admin shows. Never a cookie, key or address. */
  caller: string;
  endpoint: string;
  /** Either the symbol, or the name of a list of setups: a list is no ticker. */
  symbol?: string;
  list?: string;
  lane: Lane;
  queueSize: number;
  remainingQuota: number;
  waitMs: number;
  latencyMs: number;
  outcome: CallResult;
  /** The names of values that could not be read. Never the values. */
  unreadable?: readonly string[];
};

export type CallLogParts = {
  level: LogLevel;
  /** Exact values that must never appear, raw or URL-encoded. */
  secrets: readonly string[];
  /** Receives one line, including its newline. */
  write?: (line: string) => void;
};

/**
 * Writes one line of JSON per upstream call to standard output. Writes synchronously, because a
 * function may be frozen right after. A broken sink fails no response.
 */
export function createCallLog({ level, secrets, write }: CallLogParts): (line: CallLine) => void {
  const hide = redactor(secrets);
  const options = {
    level,
    base: null,
    messageKey: "message",
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: hide },
  };
  const log = write ? pino(options, { write }) : pino(options, standardOutput());
  return (line) => {
    try {
      const isPlain = line.outcome === "answered" && line.unreadable === undefined;
      log[isPlain ? "info" : "warn"](line, "upstream call");
    } catch {
      // The disk is full or the pipe is closed.
    }
  };
}

function standardOutput() {
  const sink = destination({ dest: 1, sync: true });
  sink.on("error", () => {});
  return sink;
}

import { destination, pino } from "pino";
import type { CallResult } from "@/lib/contract/dashboard";
import type { Lane } from "@/lib/contract/priority";
import { type LogLevel, redactor } from "./log";

/** One upstream call, as its line in the log tells it. Durations in ms. */
export type CallLine = {
  requestId: string;
  /** The label that the control room shows: no cookie, key or address. */
  caller: string;
  endpoint: string;
  symbol: string;
  lane: Lane;
  queueSize: number;
  remainingQuota: number;
  waitMs: number;
  latencyMs: number;
  outcome: CallResult;
};

export type CallLogParts = {
  level: LogLevel;
  /** Exact values that must never appear, raw or URL-encoded. */
  secrets: readonly string[];
  /** Gets one line, newline included. */
  write?: (line: string) => void;
};

/**
 * One line of JSON for each upstream call, on standard output. Written at once and by this thread: a
 * function that is frozen right after has told all. A sink that is broken costs nobody an answer.
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
      log[line.outcome === "answered" ? "info" : "warn"](line, "upstream call");
    } catch {
      // A full disk or a closed pipe.
    }
  };
}

function standardOutput() {
  const sink = destination({ dest: 1, sync: true });
  sink.on("error", () => {});
  return sink;
}

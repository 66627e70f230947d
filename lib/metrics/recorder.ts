/**
 * What this process counts until it is flushed. Nothing here waits for the store: counting is a few
 * additions, and a flush is one command of a few hundred bytes, sent after the response.
 * Invariants: a failed flush is sent again under its own id and counted once; unsent counts stay
 * bounded.
 */
import { randomBytes } from "node:crypto";
import type { Clock } from "@/lib/clock";
import { metricsPolicy } from "@/lib/policy";
import { type AskKind, createCounter, type GateView } from "./counter";
import type { MetricsLog } from "./metrics-log";
import type { Beat, CallRecord, Flush } from "./records";

export type Recorder = {
  countAsk(kind: AskKind, caller: string, endpoint: string): void;
  /** `unreadable`: the names of values that could not be read. */
  countCall(call: Omit<CallRecord, "deployment">, unreadable?: readonly string[]): void;
  look(view: GateView): void;
  /** Sends the counts if that is due, after a response. Never rejects. */
  flush(): Promise<void>;
  /** Sends all counts now: before a read, and at shutdown. Never rejects. */
  flushAll(): Promise<void>;
};

type Parts = {
  log: Pick<MetricsLog, "append">;
  /** Estimated store time, ms. */
  now(): number;
  clock: Pick<Clock, "monotonic">;
  deployment: Omit<Beat, "instance" | "at">;
};

export function createRecorder({ log, now, clock, deployment }: Parts): Recorder {
  const instance = randomBytes(6).toString("base64url");
  const counter = createCounter();
  let sequence = 0;
  let unsent: Flush | null = null;
  let sentAt = Number.NEGATIVE_INFINITY;
  let sending: Promise<void> = Promise.resolve();

  async function send(): Promise<void> {
    if (!unsent) {
      sequence += 1;
      const beat = { ...deployment, instance, at: now() };
      unsent = { id: `${instance}.${sequence}`, beat, ...counter.take() };
    }
    sentAt = clock.monotonic();
    await log.append(unsent);
    unsent = null;
  }

  /** Sends one after the other. What the store did not accept is kept for the next time. */
  function sendNext(): Promise<void> {
    sending = sending.then(send).catch(() => undefined);
    return sending;
  }

  return {
    countAsk: (kind, caller, endpoint) => counter.countAsk(now(), kind, caller, endpoint),
    countCall: (one, unreadable = []) =>
      counter.countCall({ ...one, deployment: deployment.name }, unreadable),
    look: (view) => counter.look(now(), view),
    flush: async () => {
      const isDue = clock.monotonic() - sentAt >= metricsPolicy.flushMs;
      await (isDue || counter.hasCalls() ? sendNext() : sending);
    },
    flushAll: async () => {
      // An unsent flush goes first, under its own id; then what was counted since.
      for (let turn = 0; turn < 2 && (unsent || !counter.isEmpty()); turn += 1) {
        await sendNext();
        if (unsent) return;
      }
    },
  };
}

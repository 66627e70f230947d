import { createMetricsLog } from "@/lib/metrics/metrics-log";
import { createPast } from "@/lib/metrics/past";
import { createRecorder, type Recorder } from "@/lib/metrics/recorder";
import type { CallRecord } from "@/lib/metrics/records";
import type { Store } from "@/lib/redis/store";
import { keys } from "../callers/setup";

/** Thursday 1 October 2026, 14:00 in New York: a whole hour. */
export const HOUR_START = Date.UTC(2026, 9, 1, 18, 0, 0);

/** Time that only the test moves. */
export type Hands = { now: number };

export function recorderOn(store: Store, hands: Hands, name = "desk-1"): Recorder {
  return createRecorder({
    log: createMetricsLog({ store, keys }),
    now: () => hands.now,
    clock: { monotonic: () => hands.now },
    deployment: { name, version: "0.1.0", region: "local" },
  });
}

/** What is known of the past by a process that looks for the first time. */
export const pastOn = (store: Store) =>
  createPast({ log: createMetricsLog({ store, keys }), clock: { monotonic: () => 0 } });

export function callAt(at: number, over: Partial<CallRecord> = {}): Omit<CallRecord, "deployment"> {
  return {
    at,
    endpoint: "gex",
    symbol: "SPY",
    caller: "c-one",
    lane: "standard",
    window: "account",
    waitMs: 0,
    latencyMs: 310,
    outcome: "answered",
    requestId: `r-${at}`,
    ...over,
  };
}

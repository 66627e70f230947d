import { gatePolicy } from "@/lib/policy";
import { fairnessOf } from "./fairness";
import type { Wish } from "./instance";
import { type Pace, paceOf, type Span } from "./measures";
import { LIMIT, type Run, WINDOW_MS } from "./run-seed";

export const LANES = ["interactive", "standard", "batch"] as const;
type Lane = (typeof LANES)[number];

/** What the runs of one contender showed; several can be added up, and sent between processes. */
export type Tally = {
  seeds: number;
  /** Seeds with an arrival too many in some window. */
  over: number[];
  /** Most arrivals in any window of any seed. */
  worst: number;
  /** Every other promise of the gate that was broken. */
  broken: { seed: number; sentence: string }[];
  steps: number;
  commands: number;
  calls: number;
  pace: Pace;
  /** ms from ask to landing. */
  waits: Record<Lane, number[]>;
  /** The lowest Jain index of each run. */
  jain: number[];
};

export const emptyTally: Tally = {
  seeds: 0,
  over: [],
  worst: 0,
  broken: [],
  steps: 0,
  commands: 0,
  calls: 0,
  pace: { ideal: 0, took: 0 },
  waits: { interactive: [], standard: [], batch: [] },
  jain: [],
};

const OVER = /^\d+ arrivals in one window$/;

export function tallyOf(run: Run): Tally {
  const { seed, worst, broken, counts, wishes } = run;
  const { granted, backlog, latencies } = counts;
  const latency = latencies.reduce((sum, one) => sum + one, 0) / Math.max(latencies.length, 1);
  const cycleMs = WINDOW_MS + gatePolicy.toleranceMs + latency;
  const grantedAt = granted.map(({ at }) => at);
  const waited = waitedBy(wishes, run.virtualMs);
  const fairness = fairnessOf({ granted, waited, limit: LIMIT, windowMs: WINDOW_MS });
  return {
    seeds: 1,
    over: worst > LIMIT ? [seed] : [],
    worst,
    broken: broken
      .filter((sentence) => !OVER.test(sentence))
      .map((sentence) => ({ seed, sentence })),
    steps: counts.steps,
    commands: counts.commands,
    calls: granted.length,
    pace: paceOf(grantedAt, backlog, { limit: LIMIT, cycleMs }),
    waits: waitsOf(wishes),
    jain: fairness.length > 0 ? [Math.min(...fairness)] : [],
  };
}

export function addTallies(one: Tally, other: Tally): Tally {
  const lane = (name: Lane) => [...one.waits[name], ...other.waits[name]];
  return {
    seeds: one.seeds + other.seeds,
    over: [...one.over, ...other.over],
    worst: Math.max(one.worst, other.worst),
    broken: [...one.broken, ...other.broken],
    steps: one.steps + other.steps,
    commands: one.commands + other.commands,
    calls: one.calls + other.calls,
    pace: {
      ideal: one.pace.ideal + other.pace.ideal,
      took: one.pace.took + other.pace.took,
    },
    waits: {
      interactive: lane("interactive"),
      standard: lane("standard"),
      batch: lane("batch"),
    },
    jain: [...one.jain, ...other.jain],
  };
}

const laneOf = (priority: number): Lane =>
  priority <= 3 ? "interactive" : priority <= 6 ? "standard" : "batch";

function waitsOf(wishes: Wish[]): Tally["waits"] {
  const waits: Tally["waits"] = { interactive: [], standard: [], batch: [] };
  for (const { state, priority, askedAt, endedAt } of wishes)
    if (state === "landed" && endedAt !== null) waits[laneOf(priority)].push(endedAt - askedAt);
  return waits;
}

function waitedBy(wishes: Wish[], until: number): Map<string, Span[]> {
  const waited = new Map<string, Span[]>();
  for (const { caller, askedAt, endedAt } of wishes) {
    const spans = waited.get(caller) ?? [];
    spans.push({ from: askedAt, to: endedAt ?? until });
    waited.set(caller, spans);
  }
  return waited;
}

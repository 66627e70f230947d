import { gatePolicy } from "@/lib/policy";
import { groupBy, type Pace, paceOf, type Span } from "../../support/measures";
import type { Wish } from "../instance";
import { addHoles, type Holes } from "../judge/holes";
import type { Granted, Standing } from "../judge/ledger";
import { LIMIT, WINDOW_MS } from "../judge/limits";
import type { Run } from "../run-seed";
import { type Lane, laneOf, perLane } from "../workloads/lanes";
import { isScan } from "../workloads/scans";
import { fairnessOf } from "./fairness";
import type { QuoteCounts } from "./quote-book";

/** The wait of each completed request, ms. */
type Waits = Record<Lane, number[]>;

/** Results of one contender in one scene. They can be added up and sent between processes. */
export type Tally = {
  seeds: number;
  /** Seeds with too many arrivals in some window. */
  over: number[];
  /** Most arrivals in any window of any seed. */
  worst: number;
  /** Arrivals that no gate can prevent, and the most in a window including them. */
  holes: Holes;
  /** Every other broken promise of the gate. */
  broken: { seed: number; sentence: string }[];
  steps: number;
  commands: number;
  calls: number;
  pace: Pace;
  /** From request to grant. */
  grantWaits: Waits;
  /** From request to landing. */
  landingWaits: Waits;
  /** The lowest Jain index of each run. */
  jain: number[];
  /** Per scan: landed symbols, and the time from its first request to its last landing. */
  scans: { landed: number; tookMs: number }[];
  quotes: QuoteCounts;
};

export const emptyTally: Tally = {
  seeds: 0,
  over: [],
  worst: 0,
  holes: { probe: 0, forgotten: 0, worst: 0 },
  broken: [],
  steps: 0,
  commands: 0,
  calls: 0,
  pace: { ideal: 0, took: 0 },
  grantWaits: perLane(() => []),
  landingWaits: perLane(() => []),
  jain: [],
  scans: [],
  quotes: perLane(() => ({ given: 0, kept: 0 })),
};

const OVER = /^\d+ arrivals in one window$/;

/** `standing` and `limit`: the basis of the used share of the limit. */
export function tallyOf(
  run: Run,
  { standing, limit }: { standing: Standing; limit: number },
): Tally {
  const { seed, worst, broken, counts, wishes } = run;
  const { granted, backlog, latencies } = counts;
  const latency = latencies.reduce((sum, one) => sum + one, 0) / Math.max(latencies.length, 1);
  const cycleMs = WINDOW_MS + gatePolicy.toleranceMs + latency;
  const grantedAt = granted.map(({ at }) => at);
  const waited = waitedBy(wishes, run.virtualMs);
  const fairness = fairnessOf({ granted, waited, limit, windowMs: WINDOW_MS });
  return {
    seeds: 1,
    over: worst > LIMIT ? [seed] : [],
    worst,
    holes: run.holes,
    broken: broken
      .filter((sentence) => !OVER.test(sentence))
      .map((sentence) => ({ seed, sentence })),
    steps: counts.steps,
    commands: counts.commands,
    calls: granted.length,
    pace: paceOf(grantedAt, backlog[standing], { limit, cycleMs }),
    ...waitsOf(wishes, granted),
    jain: fairness.length > 0 ? [Math.min(...fairness)] : [],
    scans: scansOf(wishes),
    quotes: run.quotes,
  };
}

export function addTallies(one: Tally, other: Tally): Tally {
  const waits = (which: "grantWaits" | "landingWaits") =>
    perLane((lane) => [...one[which][lane], ...other[which][lane]]);
  return {
    seeds: one.seeds + other.seeds,
    over: [...one.over, ...other.over],
    worst: Math.max(one.worst, other.worst),
    holes: addHoles(one.holes, other.holes),
    broken: [...one.broken, ...other.broken],
    steps: one.steps + other.steps,
    commands: one.commands + other.commands,
    calls: one.calls + other.calls,
    pace: {
      ideal: one.pace.ideal + other.pace.ideal,
      took: one.pace.took + other.pace.took,
    },
    grantWaits: waits("grantWaits"),
    landingWaits: waits("landingWaits"),
    jain: [...one.jain, ...other.jain],
    scans: [...one.scans, ...other.scans],
    quotes: addQuotes(one.quotes, other.quotes),
  };
}

export function addQuotes(one: QuoteCounts, other: QuoteCounts): QuoteCounts {
  return perLane((lane) => ({
    given: one[lane].given + other[lane].given,
    kept: one[lane].kept + other[lane].kept,
  }));
}

/** The first grant of a job. Later ones are repeats. */
function waitsOf(wishes: Wish[], granted: Granted[]): Pick<Tally, "grantWaits" | "landingWaits"> {
  const waits = {
    grantWaits: perLane((): number[] => []),
    landingWaits: perLane((): number[] => []),
  };
  const grantsOf = groupBy(granted, ({ key }) => key);
  for (const { state, key, priority, askedAt, endedAt } of wishes) {
    if (state !== "landed" || endedAt === null) continue;
    waits.landingWaits[laneOf(priority)].push(endedAt - askedAt);
    const grant = grantsOf.get(key)?.find(({ at }) => askedAt <= at && at <= endedAt);
    // A request that joined a call in flight waited for no grant.
    waits.grantWaits[laneOf(priority)].push(grant ? grant.at - askedAt : 0);
  }
  return waits;
}

function scansOf(wishes: Wish[]): Tally["scans"] {
  const landed = wishes.filter(({ caller, state }) => isScan(caller) && state === "landed");
  return [...groupBy(landed, ({ caller }) => caller).values()].map((symbols) => ({
    landed: symbols.length,
    tookMs:
      Math.max(...symbols.map(({ endedAt }) => endedAt ?? 0)) -
      Math.min(...symbols.map(({ askedAt }) => askedAt)),
  }));
}

function waitedBy(wishes: Wish[], until: number): Map<string, Span[]> {
  const spans = [...groupBy(wishes, ({ caller }) => caller)].map(
    ([caller, own]): [string, Span[]] => [
      caller,
      own.map(({ askedAt, endedAt }) => ({ from: askedAt, to: endedAt ?? until })),
    ],
  );
  return new Map(spans);
}

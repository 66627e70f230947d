import { gatePolicy } from "@/lib/policy";
import { groupBy, type Pace, paceOf, type Span } from "../support/measures";
import { fairnessOf } from "./fairness";
import type { Wish } from "./instance";
import { type Lane, laneOf, perLane } from "./lanes";
import type { Granted, Standing } from "./ledger";
import type { QuoteCounts } from "./quote-book";
import { LIMIT, type Run, WINDOW_MS } from "./run-seed";
import { isScan } from "./scans";

/** ms of each request that landed. */
type Waits = Record<Lane, number[]>;

/** What the runs of one contender in one scene showed; can be added up, and sent between processes. */
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
  /** From ask to grant. */
  grantWaits: Waits;
  /** From ask to landing. */
  landingWaits: Waits;
  /** The lowest Jain index of each run. */
  jain: number[];
  /** Each scan: its symbols that landed, and from its first ask to its last landing. */
  scans: { landed: number; tookMs: number }[];
  quotes: QuoteCounts;
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
  grantWaits: perLane(() => []),
  landingWaits: perLane(() => []),
  jain: [],
  scans: [],
  quotes: perLane(() => ({ told: 0, kept: 0 })),
};

const OVER = /^\d+ arrivals in one window$/;

/** `standing` and `limit`: what the use of the limit is measured by. */
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
    told: one[lane].told + other[lane].told,
    kept: one[lane].kept + other[lane].kept,
  }));
}

/** Its first grant: what is granted again was granted before. */
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
    // Whoever joined a call under way waited for no grant.
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

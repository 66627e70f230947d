import type { Clock } from "@/lib/clock";
import type { Range } from "@/lib/contract/admin/dashboard";
import { metricsPolicy } from "@/lib/policy";
import { addCallers, type CallerTallies } from "./caller-tallies";
import type { History } from "./fold";
import { getOrCreate } from "./get-or-create";
import type { MetricsLog } from "./metrics-log";
import type { Recent } from "./records";
import {
  addCounts,
  addTally,
  type Counts,
  emptyCounts,
  emptyTally,
  quantile,
  type Tally,
} from "./tally";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Number and length of the steps in each range. */
const STEPS: Readonly<Record<Range, { stepMs: number; count: number }>> = {
  "15m": { stepMs: MINUTE_MS, count: 15 },
  "1h": { stepMs: MINUTE_MS, count: 60 },
  "24h": { stepMs: 10 * MINUTE_MS, count: 144 },
  "7d": { stepMs: HOUR_MS, count: 168 },
};

/** A tally with p50 and p95 of its times (ms); null without any. */
type Measured = Omit<Tally, "waits" | "latencies"> & {
  waitP50Ms: number | null;
  waitP95Ms: number | null;
  latencyP50Ms: number | null;
  latencyP95Ms: number | null;
};

/** What happened in a range. Times: store ms. */
export type Past = {
  from: number;
  stepMs: number;
  series: (Measured & { at: number })[];
  totals: Measured;
  /**
   * Callers, endpoints and deployments are counted by the hour, so their tables begin on a full
   * hour.
   */
  tablesFrom: number;
  callers: CallerTallies;
  endpoints: Record<string, Counts>;
  /** Calls by deployment. */
  deployments: Record<string, number>;
  recent: Recent;
};

/**
 * Reads the history. One copy serves all readers while it is fresh, which is longer for longer
 * ranges.
 */
export function createPast({ log, clock }: { log: MetricsLog; clock: Pick<Clock, "monotonic"> }) {
  const copies = new Map<Range, { readAt: number; past: Promise<Past> }>();

  async function read(range: Range, now: number): Promise<Past> {
    const { stepMs, count } = STEPS[range];
    const from = (Math.floor(now / stepMs) + 1 - count) * stepMs;
    const hours = hoursBetween(from, now);
    const history = await log.read({ hours, minutes: stepMs < HOUR_MS ? hours : [] });
    const series = Array.from({ length: count }, (_, index) => {
      const at = from + index * stepMs;
      return { at, tally: tallyOf(history, at, stepMs) };
    });
    const totals = emptyTally();
    for (const { tally } of series) addTally(totals, tally);
    return {
      from,
      stepMs,
      totals: measure(totals),
      recent: history.recent,
      series: series.map(({ at, tally }) => ({ at, ...measure(tally) })),
      tablesFrom: (hours[0] ?? 0) * HOUR_MS,
      ...tablesOf(history, hours),
    };
  }

  return {
    read(range: Range, now: number): Promise<Past> {
      const known = copies.get(range);
      const readAt = clock.monotonic();
      if (known && readAt - known.readAt < metricsPolicy.copyMs[range]) return known.past;
      const past = read(range, now);
      copies.set(range, { readAt, past });
      // A failed read is not cached.
      past.catch(() => copies.delete(range));
      return past;
    },
  };
}
export type PastReader = ReturnType<typeof createPast>;

function measure({ waits, latencies, ...tally }: Tally): Measured {
  return {
    ...tally,
    waitP50Ms: quantile(waits, 0.5),
    waitP95Ms: quantile(waits, 0.95),
    latencyP50Ms: quantile(latencies, 0.5),
    latencyP95Ms: quantile(latencies, 0.95),
  };
}

function hoursBetween(from: number, to: number): number[] {
  const first = Math.floor(from / HOUR_MS);
  return Array.from({ length: Math.floor(to / HOUR_MS) - first + 1 }, (_, index) => first + index);
}

function tallyOf({ hours, minutes }: History, at: number, stepMs: number): Tally {
  if (stepMs === HOUR_MS) return hours.get(at / HOUR_MS)?.tally ?? emptyTally();
  const sum = emptyTally();
  for (let minute = at / MINUTE_MS; minute < (at + stepMs) / MINUTE_MS; minute += 1) {
    const tally = minutes.get(Math.floor(minute / 60))?.[minute % 60];
    if (tally) addTally(sum, tally);
  }
  return sum;
}

/** Only these hours: the unfolded log contains others too. */
function tablesOf(
  { hours }: History,
  wanted: readonly number[],
): Pick<Past, "callers" | "endpoints" | "deployments"> {
  const callers: CallerTallies = { callers: {}, others: emptyCounts() };
  const endpoints: Past["endpoints"] = {};
  const deployments: Past["deployments"] = {};
  for (const hour of wanted.flatMap((one) => hours.get(one) ?? [])) {
    addCallers(callers, hour);
    for (const [name, counts] of Object.entries(hour.endpoints)) {
      addCounts(getOrCreate(endpoints, name, emptyCounts), counts);
    }
    for (const [name, calls] of Object.entries(hour.deployments)) {
      deployments[name] = (deployments[name] ?? 0) + calls;
    }
  }
  return { callers, endpoints, deployments };
}

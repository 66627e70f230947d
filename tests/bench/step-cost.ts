import { systemClock } from "@/lib/clock";
import { createGate, type Gate, type GateReply } from "@/lib/gate/create-gate";
import type { Place, Settlement, Step } from "@/lib/gate/step";
import { createStore } from "@/lib/redis/create-store";
import type { Store } from "@/lib/redis/store";
import { percentile } from "../support/measures";
import { renderTable } from "../support/render-table";
import {
  ask,
  gateConfiguration,
  landed,
  limitOf,
  probeConfiguration,
} from "../support/store/gate-probe";
import type { RedisServer } from "../support/store/redis-server";
import {
  VIRTUAL_START,
  virtualClock,
  virtualClockLua,
  virtualStore,
} from "../support/store/virtual-time";

const KEY = "gammagate:gate:step-cost";
const LINES = [0, 100, 500];
/** Not timed: these steps compile the script and warm up both ends. */
const WARMING = 300;
const STEPS = 2_000;
const ASKS_A_STEP = 50;
/** Virtual time between two grants, so that each step can be granted, ms. */
const SPACING_MS = 250;
/** Waiters stay throughout the run. Their leases are renewed in time and outside of the timing. */
const RENEWED_EVERY = 400;

/** Callers with these numbers have nothing else in the queue. */
const NEWCOMERS_FROM = 10_000;

/** p50 and p99, ms. */
type Took = { half: number; most: number };

/**
 * A step on a queue of this many jobs, each shared by two callers: timed over the wire and by
 * Redis.
 */
export type StepCost = { jobs: number; step: string; wire: Took; redis: Took; bytes: number };

/** Measures the cost of steps on this Redis, for queues of different lengths. */
export async function measureSteps(redis: RedisServer): Promise<StepCost[]> {
  const store = await createStore({ kind: "redis", url: redis.url }, { clock: systemClock });
  try {
    const costs: StepCost[] = [];
    for (const jobs of LINES) costs.push(...(await measureLine(store, redis, jobs)));
    return costs;
  } finally {
    await store.close();
  }
}

export function renderSteps(costs: StepCost[]): string {
  const figures = ({ half, most }: Took) => [half.toFixed(2), most.toFixed(2)];
  return renderTable([
    ["jobs", "step", "p50, ms", "p99, ms", "in Redis, p50", "p99", "state, KB"],
    ...costs.map(({ jobs, step, wire, redis, bytes }) => [
      String(jobs),
      step,
      ...figures(wire),
      ...figures(redis),
      (bytes / 1_024).toFixed(1),
    ]),
  ]);
}

/** Steps of one kind. Each gets the reply of the one before. */
type Kind = { step: string; spacingMs: number; make(before: GateReply | null): Partial<Step> };

function kindsOn(jobs: number): Kind[] {
  let job = jobs;
  const enter: Kind["make"] = (before) => {
    // The newest place is canceled for the next one, so that the queue keeps its length.
    const leave = before ? placesOf(before, [longKey(job)]) : [];
    job += 1;
    return { leave, enter: [longAsk(job, NEWCOMERS_FROM + job)] };
  };
  const look: Kind = { step: "look", spacingMs: 0, make: () => ({}) };
  const kinds: Kind[] = [
    { step: "enter, leave", spacingMs: 0, make: enter },
    look,
    { step: "claim, wait", spacingMs: 0, make: () => ({ room: 6 }) },
    {
      step: "claim, granted",
      spacingMs: SPACING_MS,
      make: (before) => ({ room: 6, settle: before?.grants.map(unsent) ?? [] }),
    },
  ];
  return jobs > 0 ? kinds : [look];
}

async function measureLine(store: Store, redis: RedisServer, jobs: number): Promise<StepCost[]> {
  await store.redis.del(KEY);
  const took: number[] = [];
  const time = { now: VIRTUAL_START };
  // Only the store's part. The instance's work on the reply is not timed.
  const timedStore: Store = { ...store, run: (...run) => timed(took, () => store.run(...run)) };
  const gate = createGate({
    store: virtualStore(timedStore, time),
    key: KEY,
    clock: virtualClock(time),
    clockLua: virtualClockLua,
    configuration: gateConfiguration({ ...probeConfiguration, limitsAround: limitOf(10_000) }),
  });
  const places = await fill(gate, Math.max(jobs - 1, 0));
  const costs: StepCost[] = [];
  for (const { step, spacingMs, make } of kindsOn(jobs)) {
    let before: GateReply | null = null;
    for (let index = 0; index < WARMING + STEPS; index += 1) {
      if (index === WARMING) {
        took.length = 0;
        await redis.command("CONFIG", "RESETSTAT");
      }
      time.now += spacingMs;
      before = await gate.step(make(before));
      if (index % RENEWED_EVERY === RENEWED_EVERY - 1) await gate.step({ renew: places });
    }
    const wire = { half: percentile(took, 0.5) ?? 0, most: percentile(took, 0.99) ?? 0 };
    const bytes = Number(await store.redis.strlen(KEY));
    costs.push({ jobs, step, wire, redis: await scriptsTook(redis), bytes });
  }
  return costs;
}

/** The server's own time for the scripts since its statistics were reset. */
async function scriptsTook(redis: RedisServer): Promise<Took> {
  const latencies = String(await redis.command("INFO", "latencystats"));
  const [, half = 0, most = 0] = /usec_evalsha:p50=([\d.]+),p99=([\d.]+)/.exec(latencies) ?? [];
  return { half: Number(half) / 1_000, most: Number(most) / 1_000 };
}

/**
 * Fills the queue with this many jobs of two callers each, and returns the places of their tickets.
 */
async function fill(gate: Gate, jobs: number): Promise<Place[]> {
  const places: Place[] = [];
  for (const round of [0, 1_000]) {
    for (let from = 0; from < jobs; from += ASKS_A_STEP) {
      const count = Math.min(ASKS_A_STEP, jobs - from);
      const enter = Array.from({ length: count }, (_, index) =>
        longAsk(from + index, from + index + round),
      );
      const keys = enter.map(({ key }) => key);
      places.push(...placesOf(await gate.step({ enter }), keys));
    }
  }
  return places;
}

function placesOf({ entered }: GateReply, keys: string[]): Place[] {
  return entered.map((place, index) => {
    if (!("ticket" in place)) throw new Error(`not in line: ${place.kind}`);
    return { key: keys[index] ?? "", ticket: place.ticket };
  });
}

/** Given back at once, so that the queue is unchanged. */
function unsent(grant: GateReply["grants"][number]): Settlement {
  return { ...landed(grant, 0), slot: "unsent", job: "again", verdict: "none" };
}

/** Keys and callers of realistic length. */
const longKey = (job: number) => `v2:/tickers/SYM${job}`;

function longAsk(job: number, caller: number) {
  const key = longKey(job);
  return ask(key, `cAbCdEfGh${String(caller).padStart(4, "0")}`, { key, priority: 1 + (job % 10) });
}

async function timed<T>(took: number[], run: () => Promise<T>): Promise<T> {
  const at = performance.now();
  try {
    return await run();
  } finally {
    took.push(performance.now() - at);
  }
}

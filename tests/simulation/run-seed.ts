import type { GateConfiguration } from "@/lib/gate/create-gate";
import type { Store } from "@/lib/redis/store";
import { worstWindow } from "../support/fake-arrivals";
import { limitOf } from "../support/gate-probe";
import type { Contender } from "./contender";
import { type Faults, scheduleFaults } from "./faults";
import { createInstance, type Instance, type Wish } from "./instance";
import { type Counts, createLedger } from "./ledger";
import { createNetwork } from "./network";
import { createProcess } from "./process";
import { createQuoteBook, type QuoteCounts } from "./quote-book";
import { createRandom } from "./random";
import { createSchedule, type Listener } from "./schedule";
import { createSharedStore } from "./shared-store";
import { type Arrival, createUpstream } from "./upstream";
import { isExpensive, type Workload } from "./workload";

export const LIMIT = 20;
/** Slots that are not for batch jobs. */
const EXPENSIVE_LIMIT = 5;
export const RESERVE = 2;
export const WINDOW_MS = 60_000;
/** After the last ask everything must end within this; most of it long before. */
const DRAIN_MS = 45 * 60_000;

export type Run = {
  seed: number;
  arrivals: Arrival[];
  /** The most arrivals in any window. */
  worst: number;
  wishes: Wish[];
  /** Each broken promise as a sentence. */
  broken: string[];
  counts: Counts;
  quotes: QuoteCounts;
  virtualMs: number;
};

export type Parts = {
  seed: number;
  store: Store;
  contender: Contender;
  workload: Workload;
  faults: Faults;
  /** How many are awake; else as the seed has it. */
  instances?: number;
  /** Hears the run as it happens. */
  listener?: Listener;
};

/** One run of the fleet in virtual time, decided by its seed alone. */
export async function runSeed(parts: Parts): Promise<Run> {
  const { seed, store, contender, workload, faults } = parts;
  await store.redis.flushdb();
  const random = createRandom(seed);
  const schedule = createSchedule(parts.listener);
  const quotes = createQuoteBook(schedule.now);
  const ledger = createLedger(schedule, quotes);
  const network = createNetwork(schedule, random.fork(), faults.network);
  const upstream = createUpstream(schedule, random.fork(), faults.calls);
  const { rewrite } = contender;
  const shared = createSharedStore({ store, schedule, network, ledger, rewrite });
  const gateFor = contender.start({ store, shared, network, schedule, ledger });
  const fleet: Instance[] = [];
  const wishes: Wish[] = [];

  const birth = () => {
    const process = createProcess(`p${fleet.length}`, schedule, random.fork());
    const configuration = configure(random, faults);
    const { upstreamTimeoutMs } = configuration;
    const gate = gateFor(process, configuration);
    fleet.push(createInstance({ process, schedule, gate, upstream, upstreamTimeoutMs, quotes }));
  };
  const awake = () => fleet.filter(({ process }) => process.isAlive());
  const drawn = random.whole(1, 5);
  const size = parts.instances ?? drawn;
  const refill = () => {
    while (awake().length < size) birth();
  };
  refill();

  const { endsAt } = workload({
    schedule,
    random: random.fork(),
    want(wanted) {
      refill();
      const [first, ...rest] = awake();
      if (!first) return null;
      const same = awake().find(({ process }) => process === wanted.beside?.process);
      const wish = (same ?? random.pick([first, ...rest])).ask(wanted);
      wishes.push(wish);
      return wish;
    },
  });
  scheduleFaults({
    faults,
    schedule,
    random: random.fork(),
    shared,
    network,
    awake,
    until: endsAt,
  });
  await schedule.runUntil(endsAt);
  const isOver = () =>
    wishes.every(
      ({ process, ends, state }) => !process.isAlive() || ends > 0 || state === "unheard",
    );
  while (!isOver() && schedule.now() < endsAt + (contender.drainMs ?? DRAIN_MS))
    await schedule.runUntil(schedule.now() + 30_000);

  const arrivals = upstream.arrivals();
  const worst = worstWindow(
    arrivals.map(({ at }) => at),
    WINDOW_MS,
  );
  const broken = [...ledger.broken(), ...brokenWishes(wishes)];
  if (worst > LIMIT) broken.push(`${worst} arrivals in one window`);
  const expensive = arrivals.filter(({ key }) => isExpensive(key)).map(({ at }) => at);
  const worstExpensive = worstWindow(expensive, WINDOW_MS);
  if (worstExpensive > EXPENSIVE_LIMIT) broken.push(`${worstExpensive} curves in one window`);
  const virtualMs = schedule.now();
  const [counts, kept] = [ledger.counts(), quotes.counts()];
  return { seed, arrivals, worst, wishes, broken, counts, quotes: kept, virtualMs };
}

/** Most instances are alike; some were given less, for longer. */
function configure(random: ReturnType<typeof createRandom>, faults: Faults): GateConfiguration {
  const differs = random.chance(faults.configuredDifferently);
  return {
    limitsAround: limitOf(differs ? random.whole(8, LIMIT) : LIMIT, { expensive: EXPENSIVE_LIMIT }),
    windowMs: differs ? Math.round(random.between(WINDOW_MS, 90_000)) : WINDOW_MS,
    upstreamTimeoutMs: differs ? random.whole(3, 20) * 1_000 : 8_000,
    queueCapacity: 500,
    reserve: RESERVE,
    startsEmpty: false,
  };
}

/** Who was promised an end and lives: told once, no more and no less. */
function brokenWishes(wishes: Wish[]): string[] {
  const unhappy = wishes.filter(
    ({ process, ends, state }) =>
      ends > 1 || (ends === 0 && state !== "unheard" && process.isAlive()),
  );
  return unhappy.map(
    ({ key, state, ends, process }) => `${key} of ${process.name} is ${state}, told ${ends} ends`,
  );
}

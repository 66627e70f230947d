import type { GateConfiguration } from "@/lib/gate/create-gate";
import type { Store } from "@/lib/redis/store";
import { gateConfiguration, limitOf } from "../support/store/gate-probe";
import type { Contender } from "./contenders/contender";
import { createExecutors } from "./executor";
import { askAt, createDeployments, type Deployment, kindsOf } from "./faults/deployment";
import { type Faults, scheduleFaults } from "./faults/faults";
import { createNetwork } from "./faults/network";
import { createProcess } from "./faults/process";
import { createRandom, type Random } from "./faults/random";
import { createQuoteBook, type QuoteCounts } from "./figures/quote-book";
import { createInstance, type Instance, type Wish } from "./instance";
import { judgeRun, type RunJudged } from "./judge/judge-run";
import { type Counts, createLedger } from "./judge/ledger";
import { EXPENSIVE_LIMIT, LIMIT, RESERVE, WINDOW_MS } from "./judge/limits";
import { isOpen } from "./judge/promises";
import { createSchedule, type Listener } from "./schedule";
import { createSharedStore } from "./shared-store";
import { type Arrival, createUpstream } from "./upstream";
import { createWire } from "./wire";
import type { Workload } from "./workloads/workload";

/** All requests must end within this time after the last one, ms. Most end much earlier. */
const DRAIN_MS = 45 * 60_000;
/** A separate seed for newer faults, so that the random numbers of older faults stay the same. */
const NEWER_SEED = 7_919;

export type Run = RunJudged & {
  seed: number;
  arrivals: Arrival[];
  wishes: Wish[];
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
  /** Number of awake instances. Default: the seed decides. */
  instances?: number;
  /** Receives the events of the run. */
  listener?: Listener;
};

/** Runs a seed in virtual time. The seed alone decides what happens. */
export async function runSeed(parts: Parts): Promise<Run> {
  const { seed, store, contender, workload, faults } = parts;
  await store.redis.flushdb();
  const random = createRandom(seed);
  const newer = createRandom(seed + NEWER_SEED);
  const schedule = createSchedule(parts.listener);
  const quotes = createQuoteBook(schedule.now);
  const ledger = createLedger(schedule, quotes);
  const network = createNetwork(schedule, random.fork(), faults.network);
  const upstream = createUpstream(schedule, newer.fork());
  const { rewrite, ending = "reset", foreignCalls = "left" } = contender;
  const { executorClock = (clock) => clock } = contender;
  const calls = { schedule, faults: faults.calls, random: random.fork(), newer: newer.fork() };
  const wire = createWire({ ...calls, upstream, ending });
  const { executeFor, landing } = createExecutors({ ...calls, wire, foreignCalls });
  const shared = createSharedStore({ store, schedule, network, ledger, rewrite });
  const gateFor = contender.start({ store, shared, network, schedule, ledger });
  const deploymentOf = createDeployments(newer.fork(), faults.deployments);
  const fleet: Instance[] = [];
  const wishes: Wish[] = [];

  const birth = () => {
    const deployment = deploymentOf();
    const name = `p${fleet.length}`;
    const process = createProcess({ name, deployment, schedule, random: random.fork() });
    const configuration = configure(random, faults, deployment);
    const { upstreamTimeoutMs } = configuration;
    const execute = executeFor(process, upstreamTimeoutMs);
    const gate = gateFor(process, configuration);
    const clock = executorClock(process.clock);
    fleet.push(
      createInstance({
        process,
        clock,
        schedule,
        gate,
        network,
        execute,
        landing,
        upstreamTimeoutMs,
        quotes,
      }),
    );
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
      const instance = same ?? random.pick([first, ...rest]);
      const ask = askAt(instance.process.deployment, wanted.ask);
      const wish = instance.ask({ ...wanted, ask });
      wishes.push(wish);
      return wish;
    },
  });
  scheduleFaults({
    faults,
    schedule,
    random: random.fork(),
    newer: newer.fork(),
    shared,
    network,
    upstream,
    awake,
    until: endsAt,
  });
  await schedule.runUntil(endsAt);
  while (wishes.some(isOpen) && schedule.now() < endsAt + (contender.drainMs ?? DRAIN_MS))
    await schedule.runUntil(schedule.now() + 30_000);

  const arrivals = upstream.arrivals();
  const couldReport = (name: string, from: number, to: number) => {
    const sender = fleet.find(({ process }) => process.name === name)?.process;
    return sender?.ranThrough(from, to) === true && !network.wasCut(from, to);
  };
  const judged = judgeRun({ arrivals, wishes, ledger, couldReport });
  const [counts, kept] = [ledger.counts(), quotes.counts()];
  return { seed, arrivals, wishes, ...judged, counts, quotes: kept, virtualMs: schedule.now() };
}

/** Most instances are alike. Some have a lower limit and a longer window. */
function configure(random: Random, faults: Faults, deployment: Deployment): GateConfiguration {
  const differs = random.chance(faults.configuredDifferently);
  return gateConfiguration({
    limitsAround: limitOf(differs ? random.whole(8, LIMIT) : LIMIT, { expensive: EXPENSIVE_LIMIT }),
    windowMs: differs ? Math.round(random.between(WINDOW_MS, 90_000)) : WINDOW_MS,
    upstreamTimeoutMs: differs ? random.whole(3, 20) * 1_000 : 8_000,
    queueCapacity: 500,
    reserve: RESERVE,
    startsEmpty: false,
    kinds: kindsOf(deployment),
    credential: deployment.credential,
    deployment: deployment.name,
  });
}

import type { Instance } from "../instance";
import type { Schedule } from "../schedule";
import type { SharedStore } from "../shared-store";
import type { Upstream } from "../upstream";
import { type CallFaults, calmCalls } from "./call-faults";
import { alike, type DeploymentFaults } from "./deployment";
import { calmNetwork, type Network, type NetworkFaults } from "./network";
import type { Random } from "./random";

/** The faults of a run. Shares are of all calls or requests, the others are per hour. */
export type Faults = {
  network: NetworkFaults;
  calls: CallFaults;
  deployments: DeploymentFaults;
  /** The share of instances with a different limit, window and timeout. */
  configuredDifferently: number;
  killsAnHour: number;
  freezesAnHour: number;
  /** The store does not answer for seconds. */
  outagesAnHour: number;
  fallBacksAnHour: number;
  wipesAnHour: number;
  clockStepsBackAnHour: number;
  clockStepsAheadAnHour: number;
  /** A machine sleeps, for seconds or for several windows. */
  sleepsAnHour: number;
  /** The store does not answer for up to four windows, without data loss. */
  longOutagesAnHour: number;
  /** The upstream stalls for up to a minute, and then processes its queue. */
  stallsAnHour: number;
};

export const noFaults: Faults = {
  network: calmNetwork,
  calls: calmCalls,
  deployments: alike,
  configuredDifferently: 0,
  killsAnHour: 0,
  freezesAnHour: 0,
  outagesAnHour: 0,
  fallBacksAnHour: 0,
  wipesAnHour: 0,
  clockStepsBackAnHour: 0,
  clockStepsAheadAnHour: 0,
  sleepsAnHour: 0,
  longOutagesAnHour: 0,
  stallsAnHour: 0,
};

type Parts = {
  faults: Faults;
  schedule: Schedule;
  random: Random;
  /** Random numbers for all faults added later, so that older seeds stay the same. */
  newer: Random;
  shared: SharedStore;
  network: Network;
  upstream: Upstream;
  awake(): Instance[];
  until: number;
};

const HOUR_MS = 3_600_000;
/** Longer than a lease, and at most four windows. */
const SHORTEST_OUTAGE_MS = 120_000;
const LONGEST_OUTAGE_MS = 240_000;
const LONGEST_STALL_MS = 60_000;

/** Schedules the spontaneous faults. Each kind has its own times. */
export function scheduleFaults(parts: Parts): void {
  const { faults, schedule, random, newer, shared, network, upstream, awake, until } = parts;

  function atRandom(anHour: number, fault: () => void | Promise<void>, chance = random): void {
    if (anHour === 0) return;
    const between = HOUR_MS / anHour;
    let at = chance.exponential(between);
    while (at < until) {
      schedule.after(at, fault);
      at += chance.exponential(between);
    }
  }
  const anyone =
    (act: (instance: Instance) => void, chance = random) =>
    () => {
      const [first, ...rest] = awake();
      if (first) act(chance.pick([first, ...rest]));
    };

  atRandom(
    faults.killsAnHour,
    anyone(({ process }) => process.kill()),
  );
  atRandom(
    faults.freezesAnHour,
    anyone(({ process }) => process.freeze(random.between(100, 30_000))),
  );
  atRandom(faults.outagesAnHour, () => network.cut(random.between(500, 10_000)));
  if (faults.fallBacksAnHour > 0) atRandom(240, () => shared.keepCopy());
  atRandom(faults.fallBacksAnHour, () => shared.fallBack());
  atRandom(faults.wipesAnHour, () => shared.wipe());
  atRandom(faults.clockStepsBackAnHour, () =>
    shared.stepBack(random.chance(0.3) ? random.between(1, 1_000) : random.between(1_000, 120_000)),
  );
  // Most are small: the size of a clock correction, or of the difference between replicas.
  atRandom(faults.clockStepsAheadAnHour, () =>
    shared.stepAhead(
      random.chance(0.7) ? random.between(20, 1_000) : random.between(1_000, 120_000),
    ),
  );
  const sleeps = anyone(({ process }) => process.sleep(newer.between(4_000, 300_000)), newer);
  atRandom(faults.sleepsAnHour, sleeps, newer);
  atRandom(
    faults.longOutagesAnHour,
    () => network.cut(newer.between(SHORTEST_OUTAGE_MS, LONGEST_OUTAGE_MS)),
    newer,
  );
  atRandom(
    faults.stallsAnHour,
    () => upstream.stall(newer.between(10_000, LONGEST_STALL_MS)),
    newer,
  );
}

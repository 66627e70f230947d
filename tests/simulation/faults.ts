import type { Instance } from "./instance";
import { calmNetwork, type Network, type NetworkFaults } from "./network";
import type { Random } from "./random";
import type { Schedule } from "./schedule";
import type { SharedStore } from "./shared-store";
import { type CallFaults, calmCalls } from "./upstream";

/** What goes wrong in a run: shares are of all calls or requests, the rest how often an hour. */
export type Faults = {
  network: NetworkFaults;
  calls: CallFaults;
  /** Share of the instances with another limit, window and time-out. */
  configuredDifferently: number;
  killsAnHour: number;
  freezesAnHour: number;
  /** The store does not answer for seconds. */
  outagesAnHour: number;
  fallBacksAnHour: number;
  wipesAnHour: number;
  clockStepsBackAnHour: number;
  clockStepsAheadAnHour: number;
};

export const noFaults: Faults = {
  network: calmNetwork,
  calls: calmCalls,
  configuredDifferently: 0,
  killsAnHour: 0,
  freezesAnHour: 0,
  outagesAnHour: 0,
  fallBacksAnHour: 0,
  wipesAnHour: 0,
  clockStepsBackAnHour: 0,
  clockStepsAheadAnHour: 0,
};

/** Everything at once, far more often than in life. */
export const everyFault: Faults = {
  network: { requestLost: 0.01, replyLost: 0.02, requestLate: 0.01 },
  calls: {
    frozenBeforeSending: 0.04,
    frozenBeforeSettling: 0.03,
    killedBeforeSending: 0.01,
    killedBeforeSettling: 0.01,
    hangs: 0.1,
    resets: 0.05,
    neverArrives: 0.02,
    slow: 0.1,
    limited: 0.01,
  },
  configuredDifferently: 0.1,
  killsAnHour: 15,
  freezesAnHour: 30,
  outagesAnHour: 10,
  fallBacksAnHour: 6,
  wipesAnHour: 4,
  clockStepsBackAnHour: 6,
  clockStepsAheadAnHour: 12,
};

type Parts = {
  faults: Faults;
  schedule: Schedule;
  random: Random;
  shared: SharedStore;
  network: Network;
  awake(): Instance[];
  until: number;
};

const HOUR_MS = 3_600_000;

/** Enters the faults that come by themselves, each kind at moments of its own. */
export function scheduleFaults(parts: Parts): void {
  const { faults, schedule, random, shared, network, awake, until } = parts;

  function atRandom(anHour: number, fault: () => void | Promise<void>): void {
    if (anHour === 0) return;
    const between = HOUR_MS / anHour;
    let at = random.exponential(between);
    while (at < until) {
      schedule.after(at, fault);
      at += random.exponential(between);
    }
  }
  const anyone = (act: (instance: Instance) => void) => () => {
    const [first, ...rest] = awake();
    if (first) act(random.pick([first, ...rest]));
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
  // Most of them small: as far as a clock is set at once, or a replica's differs.
  atRandom(faults.clockStepsAheadAnHour, () =>
    shared.stepAhead(
      random.chance(0.7) ? random.between(20, 1_000) : random.between(1_000, 120_000),
    ),
  );
}

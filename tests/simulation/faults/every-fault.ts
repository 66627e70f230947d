import type { Faults } from "./faults";

/** All faults at once, far more often than in production. */
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
    sleepsBeforeSending: 0.02,
    connects: 0.3,
    frozenWhileConnecting: 0.06,
    sleepsWhileConnecting: 0.04,
    stuck: 0.05,
  },
  deployments: { otherApi: 0.4, refusedKey: 0.3 },
  configuredDifferently: 0.1,
  killsAnHour: 15,
  freezesAnHour: 30,
  outagesAnHour: 10,
  fallBacksAnHour: 6,
  wipesAnHour: 4,
  clockStepsBackAnHour: 6,
  clockStepsAheadAnHour: 12,
  sleepsAnHour: 6,
  longOutagesAnHour: 2,
  stallsAnHour: 6,
};

/** The same without outside faults: only faults of processes, store and network. */
export const ownFaults: Faults = {
  ...everyFault,
  calls: {
    ...everyFault.calls,
    sleepsBeforeSending: 0,
    connects: 0,
    frozenWhileConnecting: 0,
    sleepsWhileConnecting: 0,
    stuck: 0,
  },
  deployments: { otherApi: 0, refusedKey: 0 },
  sleepsAnHour: 0,
  longOutagesAnHour: 0,
  stallsAnHour: 0,
};

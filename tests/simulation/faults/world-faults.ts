import { calmCalls } from "./call-faults";
import type { Faults } from "./faults";
import { calmNetwork } from "./network";

/** The outside faults, one frequent kind in each set. */

/** Machines sleep: between grant and send, while a connection opens, and at any other time. */
export const sleepingMachines: Partial<Faults> = {
  calls: {
    ...calmCalls,
    sleepsBeforeSending: 0.03,
    connects: 0.5,
    frozenWhileConnecting: 0.06,
    sleepsWhileConnecting: 0.06,
  },
  sleepsAnHour: 12,
};

/** The path to the upstream is often cut, and unacknowledged data is resent later. */
export const lateRequests: Partial<Faults> = {
  calls: { ...calmCalls, stuck: 0.15 },
};

/** The upstream stalls and then processes its queue. */
export const stallingUpstream: Partial<Faults> = { stallsAnHour: 12 };

/** One deployment uses the other API, and another has a revoked key. */
export const unlikeDeployments: Partial<Faults> = {
  deployments: { otherApi: 1, refusedKey: 1 },
};

/** The store is down for several windows, and a few requests are lost at other times. */
export const longOutages: Partial<Faults> = {
  network: { ...calmNetwork, requestLost: 0.01 },
  longOutagesAnHour: 18,
};

/** Calls per window that each window allows. A call charges the account's and at most one other. */
export type Limits = { account: number; realtime: number; expensive: number };

/**
 * What the limits are when: each row holds from its moment (store ms) to the next one's, and the last
 * one until `endsAt` (0: for good). The gate's script picks the row of the store's time.
 */
export type LimitSchedule = {
  /** What the account is configured with, whatever the schedule says. */
  configured: number;
  rows: ({ from: number } & Limits)[];
  endsAt: number;
};

/** The schedule around a moment, as far as the moment may be off (store ms, as it is believed). */
export type LimitsAround = (nowMs: number) => LimitSchedule;

/** The same for good. */
export function constantLimits(limits: Limits): LimitsAround {
  const schedule = { configured: limits.account, rows: [{ from: 0, ...limits }], endsAt: 0 };
  return () => schedule;
}

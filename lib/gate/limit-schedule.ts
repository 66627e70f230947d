import type { WindowName } from "@/lib/contract/quota/quota";

/** The limit of each window, by name. A window that is missing here has its configured limit. */
type Limits = Readonly<Record<WindowName, number>>;

/**
 * The limits over time. Each row is valid from its `from` (store ms) to the next row's, the last
 * one until `endsAt` (0: forever). The gate's script picks the row for the store's time.
 */
export type LimitSchedule = {
  rows: { from: number; limits: Limits }[];
  endsAt: number;
};

/**
 * Returns the schedule around an estimated store time, ms. It covers the error of the estimate.
 */
export type LimitsAround = (nowMs: number) => LimitSchedule;

/**
 * A window of the upstream's quota, as data. The vendor's adapter declares it, and the gate
 * enforces it.
 */
import type { WindowName } from "./quota";

/** A rolling length, or a calendar period in a named zone (IANA). */
export type WindowLength =
  | { kind: "rolling"; ms: number }
  /** `marginMs`: how far the upstream's period may begin before or after the zone's, ms. */
  | { kind: "calendar"; period: "day" | "month"; zone: string; marginMs: number };

export type QuotaWindow = {
  name: WindowName;
  /** Short display name: "curves". */
  label: string;
  /** Display text of the calls that count: "Calls for curves and expirations". */
  charged: string;
  /** The highest limit. A rolling window stores each counting call, so it must be small. */
  limit: number;
  length: WindowLength;
};

/** The cost of one call in a window: 1 or more. */
export type Charge = { window: WindowName; cost: number };

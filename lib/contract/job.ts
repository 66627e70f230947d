/**
 * A job is one upstream call to make, as data. Its resource key names it with all its parameters,
 * e.g. `v2:/tickers/SPY/curves/gex_by_strike?exp=nearest` or `v1:/gex/latest?ticker=SPY`: whoever
 * asks for the same key shares the call. No secret is in it.
 */
import type { ProblemSlug } from "./problem";
import type { WindowName } from "./quota";
import type { Figures } from "./snapshot";
import type { Wanted } from "./wanted";

export type Job = Wanted & {
  key: string;
  /** The most specific window it charges; every call charges the account's beside it. */
  window: WindowName;
  /** The headline call: refused for two symbols, it is the credentials that are refused. */
  headline: boolean;
};

/**
 * What became of a call. `arrived`: response headers were read, so the upstream had it by then;
 * every other end (abort, time-out, reset) leaves the slot counted for `hold`.
 */
export type CallOutcome =
  | { kind: "answered"; arrived: true; figures: Figures; asOf: string }
  | { kind: "unknown-symbol"; arrived: true }
  | { kind: "limited"; arrived: true; retryAfterSeconds: number | null }
  | { kind: "not-allowed"; arrived: true; detail: string }
  | { kind: "invalid"; arrived: true; detail: string }
  | { kind: "failing"; arrived: boolean; problem: ProblemSlug; detail: string }
  /** It provably never left: only this gives the slot back. */
  | { kind: "not-sent"; arrived: false; detail: string };

/**
 * A job is one upstream call to make, as data. Its resource key names it with all parameters, e.g.
 * `v2:/tickers/SPY/curves/gex_by_strike?exp=nearest` or `v1:/gex/latest?ticker=SPY`. Requests for
 * the same key share the call. The key contains no secret.
 */

import type { Wanted } from "@/lib/contract/market/wanted";
import type { ProblemSlug } from "@/lib/contract/problem";
import type { Charge } from "@/lib/contract/quota/quota-window";
import type { Figures } from "@/lib/contract/snapshot/snapshot";

export type Job = Wanted & {
  key: string;
  /** The endpoint to call, without the variable parts, e.g. `v2:/tickers/*`. */
  kind: string;
  /** What it charges, the most specific window last. */
  charges: readonly Charge[];
  /** The upstream calculates the data when it is requested, so newer data exists at any time. */
  realtime?: boolean;
  /** The summary call. When it is refused for two symbols, the credentials are refused. */
  headline: boolean;
};

/**
 * A call of the drop-in proxy, as data. Its reply is kept and passed on as sent. Where it is the call
 * of a `Job`, it has that job's key, so that pages and scripts share it.
 */
export type ProxyJob = {
  key: string;
  kind: string;
  charges: readonly Charge[];
  /** The path and query that the upstream gets, without credentials. */
  address: string;
  /** The ticker or list it is about; empty: none. */
  symbol: string;
  /** The endpoint's name for admins and metrics, e.g. `levels`. */
  endpoint: string;
  /** When newer data can exist: as for this resource, at any time, or once a day. */
  changes: "gex" | "history" | "setups" | "always" | "daily";
  /** 1 is most urgent. */
  priority: number;
};

/** A reply's body as the upstream sent it. */
export type Reply = { contentType: string; body: string };

/**
 * The names of values that were sent but could not be read, or that are required and missing. Never
 * the values.
 */
type Unreadable = { unreadable?: readonly string[] };

/**
 * How a call ended. `arrived`: response headers were read, so the upstream had it by then. After
 * every other end (abort, timeout, reset) the slot counts for `hold`.
 */
export type CallOutcome =
  /** `reply`: the same as sent, where the upstream is a real one. */
  | ({
      kind: "answered";
      arrived: true;
      figures: Figures;
      asOf: string;
      reply?: Reply;
    } & Unreadable)
  | CallWithoutData;

/** The outcome of a call of the drop-in proxy. `asOf`: the data's own time (ISO 8601), where it can be read. */
export type ProxyOutcome =
  | { kind: "answered"; arrived: true; reply: Reply; asOf: string | null }
  | CallWithoutData;

/** A call that brought no data. */
export type CallWithoutData =
  | { kind: "unknown-symbol"; arrived: true }
  | { kind: "limited"; arrived: true; retryAfterSeconds: number | null }
  /** The credentials were refused. */
  | { kind: "not-allowed"; arrived: true; detail: string }
  /** The credentials are good, but their subscription does not include this data. */
  | { kind: "not-included"; arrived: true; detail: string }
  | ({ kind: "invalid"; arrived: true; detail: string } & Unreadable)
  | { kind: "failing"; arrived: boolean; problem: ProblemSlug; detail: string }
  /** Certainly not sent. Only this and `too-late` give the slot back. */
  | { kind: "not-sent"; arrived: false; detail: string }
  /**
   * The connection was ready after the permit had expired. Nothing was written. Not the upstream's
   * failure.
   */
  | { kind: "too-late"; arrived: false };

/** Permission to make one call, taken right before it. */
export type SendPermit = {
  /** Ends the call at any stage. */
  signal: AbortSignal;
  /** Whether the request may still be written. Check again directly before writing. */
  mayWrite(): boolean;
};

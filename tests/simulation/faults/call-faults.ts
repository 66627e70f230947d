/** How often calls fail. Each is a share of all calls. */
export type CallFaults = {
  /** The process freezes between its grant and its last look at the clock. */
  frozenBeforeSending: number;
  frozenBeforeSettling: number;
  killedBeforeSending: number;
  killedBeforeSettling: number;
  /** No answer in time: aborted, but it may still arrive at any time within `hold`. */
  hangs: number;
  /** The connection breaks, but the request may still arrive. */
  resets: number;
  neverArrives: number;
  /** Answered after seconds. */
  slow: number;
  /** Rate-limited, like every arrival in the next moments. */
  limited: number;
  /** The machine sleeps between the grant and the last look at the clocks. */
  sleepsBeforeSending: number;
  /** Its connection takes time to open. */
  connects: number;
  /** Shares of `connects`: the process freezes while connecting, or its machine sleeps. */
  frozenWhileConnecting: number;
  sleepsWhileConnecting: number;
  /** The path to the upstream is cut. The machine resends unacknowledged data for minutes. */
  stuck: number;
};

export const calmCalls: CallFaults = {
  frozenBeforeSending: 0,
  frozenBeforeSettling: 0,
  killedBeforeSending: 0,
  killedBeforeSettling: 0,
  hangs: 0,
  resets: 0,
  neverArrives: 0,
  slow: 0,
  limited: 0,
  sleepsBeforeSending: 0,
  connects: 0,
  frozenWhileConnecting: 0,
  sleepsWhileConnecting: 0,
  stuck: 0,
};

import type { Rule, Wanted } from "./contenders/contender";

/** One call as it was requested. */
export type Asked = Wanted & {
  /** Wall time of the requesting process, ms. All processes are on one machine. */
  at: number;
};

/** The observations of one contender. Times are wall time, ms. */
export type Played = {
  rule: Rule;
  asked: readonly Asked[];
  /** As recorded by the upstream, which is the judge. */
  arrivals: readonly { symbol: string; at: number }[];
  /** The first arrival. */
  from: number;
  to: number;
};

/** The role of one process, passed to it at its start. */
export type Casting = {
  contender: string;
  number: number;
  processes: number;
  redisUrl: string;
  upstreamUrl: string;
  rule: Rule;
};

/**
 * A command to a process, which the process sends back when done. It also sends each of its
 * requests.
 */
export type Cue = "load" | "open" | "begin";
export type Said = { did: Cue } | { asked: Asked };

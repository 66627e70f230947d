import type { Rule, Wanted } from "./contender";

/** One call as it was asked for. */
export type Asked = Wanted & {
  /** Wall time of the asking process, ms; all are on one machine. */
  at: number;
};

/** What was seen of one contender. Times are wall time, ms. */
export type Played = {
  rule: Rule;
  asked: readonly Asked[];
  /** As the upstream wrote them down: the judge. */
  arrivals: readonly { symbol: string; at: number }[];
  /** The first arrival. */
  from: number;
  to: number;
};

/** One process: what it is, told when it is started. */
export type Casting = {
  contender: string;
  number: number;
  processes: number;
  redisUrl: string;
  upstreamUrl: string;
  rule: Rule;
};

/** What a process is told, and says when it has done so; beside these it says what it asks for. */
export type Cue = "load" | "open" | "begin";
export type Said = { did: Cue } | { asked: Asked };

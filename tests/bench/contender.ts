import type { Upstream } from "@/lib/upstream/upstream";

/** What a window holds. */
export type Rule = { limit: number; windowMs: number };

/** One call that somebody wants. Symbols are never asked for twice: nothing is shared. */
export type Wanted = {
  symbol: string;
  caller: string;
  /** 1 is most urgent, 10 least. */
  priority: number;
};

/** What every contender builds on. */
export type Ground = { redisUrl: string; upstream: Upstream; rule: Rule };

/** A way for several processes to share one quota. */
export type Contender = {
  name: string;
  /** How it was set up, in words. */
  setUp: string;
  /** One process's side of it. What it returns resolves when the call has been answered. */
  open(ground: Ground): Promise<(wanted: Wanted) => Promise<void>>;
};

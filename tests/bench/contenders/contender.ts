import type { Upstream } from "@/lib/upstream/port/upstream";

/** The limit of a window. */
export type Rule = { limit: number; windowMs: number };

/** One wanted call. Each symbol is requested once, so nothing is shared. */
export type Wanted = {
  symbol: string;
  caller: string;
  /** 1 is most urgent, 10 least. */
  priority: number;
};

/** What every contender may use. */
export type Ground = { redisUrl: string; upstream: Upstream; rule: Rule };

/** A way for several processes to share one quota. */
export type Contender = {
  name: string;
  /** A description of its setup. */
  setUp: string;
  /** Opens it in one process. The returned function resolves when the call has been answered. */
  open(ground: Ground): Promise<(wanted: Wanted) => Promise<void>>;
};

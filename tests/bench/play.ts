import { systemClock } from "@/lib/clock";
import type { FakeUpstream } from "../support/fake-upstream/fake-upstream";
import type { RedisServer } from "../support/store/redis-server";
import type { Contender, Rule } from "./contenders/contender";
import { startCrew } from "./crew";
import { cycleMsOf } from "./cycle";
import type { Asked, Played } from "./played";

export const PROCESSES = 4;
/** Most time from the cue to the first arrival, ms. */
const MARGIN_MS = 500;

type Stage = {
  redis: RedisServer;
  upstream: FakeUpstream;
  rule: Rule;
  /** How often all slots should be used after the first time. */
  windows: number;
};

/**
 * Runs one contender: an empty Redis, processes that open it when a window of the wall clock
 * begins, and demand from the middle of that window on. So a contender whose windows start when it
 * opens, or with the clock, gets the demand in the middle of a window, as in production. All
 * contenders start with an empty window. Measuring starts with the first arrival.
 */
export async function play(contender: Contender, stage: Stage): Promise<Played> {
  const { redis, upstream, rule, windows } = stage;
  const { windowMs } = rule;
  await redis.flushAll();
  upstream.reset();
  const asked: Asked[] = [];
  const addresses = { redisUrl: redis.url, upstreamUrl: upstream.baseUrl };
  const castings = Array.from({ length: PROCESSES }, (_, number) => ({
    contender: contender.name,
    number,
    processes: PROCESSES,
    ...addresses,
    rule,
  }));
  const crew = startCrew(castings, (one) => asked.push(one));
  const sleep = (milliseconds: number) =>
    Promise.race([systemClock.sleep(milliseconds), crew.died]);
  // The last slots of a cycle are used a little after its first ones.
  const lastsMs = (windows + 1 / 4) * cycleMsOf(rule);
  try {
    await crew.cue("load");
    await sleep(windowMs - (Date.now() % windowMs));
    await crew.cue("open");
    await sleep(windowMs / 2 - (Date.now() % windowMs));
    await crew.cue("begin");
    await sleep(lastsMs + MARGIN_MS);
  } finally {
    await crew.end();
  }
  const arrivals = upstream.arrivals().map(({ symbol, at }) => ({
    symbol: symbol ?? "",
    at: performance.timeOrigin + at,
  }));
  const from = arrivals[0]?.at ?? Number.POSITIVE_INFINITY;
  const to = from + lastsMs;
  return { rule, asked, arrivals: arrivals.filter(({ at }) => at <= to), from, to };
}

import Bottleneck from "bottleneck";
import { Redis } from "ioredis";
import { callUpstream } from "../call-upstream";
import type { Contender } from "./contender";

/**
 * As in its documentation: a reservoir that is refreshed once a window, and a `maxConcurrent`,
 * which priorities need. The refresh runs on a heartbeat, whose 5 s do not divide the window.
 */
export const bottleneckCluster: Contender = {
  name: "bottleneck",
  setUp: "clustered over Redis, a reservoir refreshed once a window, priorities in each process",
  async open({ redisUrl, upstream, rule }) {
    const options = {
      id: "upstream",
      connection: new Bottleneck.IORedisConnection({ client: new Redis(redisUrl) }),
      reservoir: rule.limit,
      reservoirRefreshAmount: rule.limit,
      reservoirRefreshInterval: rule.windowMs,
      maxConcurrent: rule.limit,
      // Its types do not contain it.
      heartbeatInterval: 250,
    };
    const limiter = new Bottleneck(options);
    limiter.on("error", (fault) => {
      throw fault;
    });
    await limiter.ready();
    // Its priorities start at 0.
    return ({ symbol, priority }) =>
      limiter.schedule({ priority: priority - 1 }, () => callUpstream(upstream, symbol));
  },
};

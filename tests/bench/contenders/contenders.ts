import { bottleneckCluster } from "./bottleneck-cluster";
import type { Contender } from "./contender";
import { flexibleQueue } from "./flexible-queue";
import { ourGate } from "./our-gate";
import { upstashRatelimit } from "./upstash-ratelimit";

/** In the order of the runs: ours first. */
export const contenders: readonly Contender[] = [
  ourGate,
  upstashRatelimit,
  bottleneckCluster,
  flexibleQueue,
];

/** Throws on an unknown name. */
export function findContender(name: string): Contender {
  const found = contenders.find((contender) => contender.name === name);
  if (found) return found;
  const names = contenders.map((contender) => contender.name).join(", ");
  throw new Error(`There is no contender ${name}: ${names}`);
}

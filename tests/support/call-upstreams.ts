import { systemClock } from "@/lib/clock";
import type { CallOutcome } from "@/lib/contract/job";
import type { Wanted } from "@/lib/contract/wanted";
import type { Upstream } from "@/lib/upstream/upstream";
import { createV1Upstream } from "@/lib/upstream/v1";
import { createV2Upstream } from "@/lib/upstream/v2";

/** What a fake upstream is started with to let these calls in. */
export const CREDENTIALS = { v1Username: "I-FRIENDLY00001", v2Key: "sub_friendly" };

/** Both real adapters, calling `baseUrl`. */
export function bothUpstreams(baseUrl: string, timeoutMs = 20_000): Upstream[] {
  return [
    createV1Upstream({ baseUrl, username: CREDENTIALS.v1Username, timeoutMs, clock: systemClock }),
    createV2Upstream({ baseUrl, key: CREDENTIALS.v2Key, timeoutMs }),
  ];
}

export async function callFor(
  upstream: Upstream,
  symbol = "SPY",
  signal = new AbortController().signal,
): Promise<CallOutcome> {
  return callWanted(upstream, { resource: "gex", symbol }, signal);
}

export async function callWanted(
  upstream: Upstream,
  wanted: Wanted,
  signal = new AbortController().signal,
): Promise<CallOutcome> {
  const job = upstream.jobFor(wanted);
  if (job === null) throw new Error("not offered");
  return upstream.call(job, signal);
}

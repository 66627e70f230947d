import { systemClock } from "@/lib/clock";
import type { Wanted } from "@/lib/contract/market/wanted";
import type { CallOutcome } from "@/lib/contract/queue/job";
import type { Upstream } from "@/lib/upstream/port/upstream";
import { createV1Upstream } from "@/lib/upstream/v1/v1";
import { createV2Upstream } from "@/lib/upstream/v2/v2";
import { permitFor } from "../store/permit";

/** The credentials with which a fake upstream accepts these calls. */
export const CREDENTIALS = { v1Username: "I-FRIENDLY00001", v2Key: "sub_friendly" };

/** The real adapters of v1 and v2, both calling `baseUrl`. */
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
  return upstream.call(job, permitFor(signal));
}

import type { Upstream } from "@/lib/upstream/port/upstream";
import { permitFor } from "../support/store/permit";

/**
 * The call of contenders that make it themselves, by the same adapter as ours. Throws on any other
 * end.
 */
export async function callUpstream(upstream: Upstream, symbol: string): Promise<void> {
  const job = upstream.jobFor({ resource: "gex", symbol });
  if (!job) throw new Error(`${symbol} is not offered`);
  const outcome = await upstream.call(job, permitFor());
  if (outcome.kind !== "answered") throw new Error(`${symbol}: ${outcome.kind}`);
}

import type { Upstream } from "@/lib/upstream/upstream";

/** The call of those who make it themselves, by the same adapter as ours. Throws on any other end. */
export async function callUpstream(upstream: Upstream, symbol: string): Promise<void> {
  const job = upstream.jobFor({ resource: "gex", symbol });
  if (!job) throw new Error(`${symbol} is not offered`);
  const outcome = await upstream.call(job, new AbortController().signal);
  if (outcome.kind !== "answered") throw new Error(`${symbol}: ${outcome.kind}`);
}

import type { Job } from "@/lib/contract/job";
import type { Resource } from "@/lib/contract/snapshot";
import { parseSymbol } from "@/lib/contract/symbol";
import type { Upstream } from "./upstream";

/**
 * The allow-list of an upstream that offers the headline call: a job's key is `prefix` and the
 * symbol, so a key says all there is to say and holds no secret.
 */
export function createJobNames(prefix: string): Pick<Upstream, "jobFor" | "jobOf"> {
  const jobFor = (resource: Resource, symbol: string): Job => ({
    key: `${prefix}${symbol}`,
    resource,
    symbol,
  });
  return {
    jobFor,
    jobOf(key) {
      if (!key.startsWith(prefix)) return null;
      const symbol = key.slice(prefix.length);
      return parseSymbol(symbol) === symbol ? jobFor("gex", symbol) : null;
    },
  };
}

"use client";

import { Chip } from "@/components/ui/chip";
import { useQuota } from "@/lib/client/hooks/use-quota";

/**
 * Permanent warnings: simulated data, a store that no other deployment shares, and another
 * deployment's quota.
 */
export function StandingChips({ primaryHost }: { primaryHost: string | null }) {
  const known = useQuota();
  const { upstream, store, primary } = known?.quota ?? {};
  return (
    <>
      {(upstream === "demo" || primary?.upstream === "demo") && (
        <Chip title="Simulated data, not market prices. No API key is set.">
          <span>
            Demo<span className="sr-only"> data</span>
          </span>
        </Chip>
      )}
      {primaryHost !== null && (
        <Chip title={`Quota of ${primaryHost}. This deployment loads its data from there.`}>
          <span>Secondary</span>
        </Chip>
      )}
      {primaryHost === null && store === "embedded" && (
        <Chip title="No Redis is set, so this server does not share its quota with others.">
          <span>
            Single<span className="max-bar:sr-only"> server</span>
          </span>
        </Chip>
      )}
    </>
  );
}

"use client";

import { Chip } from "@/components/ui/chip";
import { useQuota } from "@/lib/client/hooks/use-quota";

/** Permanent warnings: simulated data, and a store that no other deployment shares. */
export function StandingChips() {
  const known = useQuota();
  if (known === null) return null;
  const { upstream, store } = known.quota;
  return (
    <>
      {upstream === "demo" && (
        <Chip title="Simulated data, not market prices. No API key is set.">
          <span>
            Demo<span className="sr-only"> data</span>
          </span>
        </Chip>
      )}
      {store === "embedded" && (
        <Chip title="No Redis is set, so this server does not share its quota with others.">
          <span>
            Single<span className="max-bar:sr-only"> server</span>
          </span>
        </Chip>
      )}
    </>
  );
}

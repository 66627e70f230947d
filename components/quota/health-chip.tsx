"use client";

import clsx from "clsx";
import { Disclosure } from "@/components/ui/disclosure";
import { easternTime, formatSeconds } from "@/components/ui/format";
import { type KnownQuota, useQuota } from "@/lib/client/use-quota";
import type { Quota } from "@/lib/contract/quota";

type Health = Quota["health"];

const WORDS: Record<Health, string> = {
  healthy: "Healthy",
  rate_limited: "Rate limited",
  down: "Down",
  unknown: "Unknown",
};

const MEANINGS: Record<Health, string> = {
  healthy: "Trading Volatility answers, and calls can go.",
  rate_limited: "The limit is reached. Calls go on as soon as it allows.",
  down: "Trading Volatility is not answering. The last data are shown.",
  unknown: "Nothing has been heard of it yet.",
};

/** How the upstream does, in a word with a shape; opens why. */
export function HealthChip() {
  const known = useQuota();
  const health = known?.quota.health ?? "unknown";
  const reason = known === null ? "The shared store is not answering." : known.quota.healthReason;
  const since = sinceOf(known);
  const retry = known !== null && known.quota.breaker.state === "open" && known.now.nextInSeconds;
  return (
    <Disclosure
      label="Upstream:"
      summary={
        <span
          className={clsx("flex items-center gap-1.5", health === "rate_limited" && "text-stale")}
        >
          <HealthShape health={health} />
          {WORDS[health]}
        </span>
      }
    >
      <p className="text-text">{reason ?? MEANINGS[health]}</p>
      {since !== null && <p className="pt-1">Seen so since {easternTime(since).second} ET.</p>}
      {retry !== false && retry > 0 && <p className="pt-1">Next try in {formatSeconds(retry)}.</p>}
    </Disclosure>
  );
}

/** As the gate tells it; else since this tab has seen it so. */
function sinceOf(known: KnownQuota | null): number | null {
  const told = known?.quota.healthSince ?? null;
  return told === null ? (known?.healthSince ?? null) : Date.parse(told);
}

function HealthShape({ health }: { health: Health }) {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" fill="none">
      {health === "healthy" && <circle cx="5" cy="5" r="4" fill="currentColor" />}
      {health === "rate_limited" && (
        <>
          <circle cx="5" cy="5" r="4" stroke="currentColor" strokeWidth="1.5" />
          <path d="M5 1a4 4 0 0 0 0 8z" fill="currentColor" />
        </>
      )}
      {health === "down" && <path d="m2 2 6 6m0-6-6 6" stroke="currentColor" strokeWidth="2" />}
      {health === "unknown" && (
        <circle cx="5" cy="5" r="4" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2" />
      )}
    </svg>
  );
}

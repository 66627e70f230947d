"use client";

import clsx from "clsx";
import { Disclosure } from "@/components/ui/disclosure";
import { easternTime, formatSeconds } from "@/components/ui/format";
import { type KnownQuota, useQuota } from "@/lib/client/hooks/use-quota";
import { type Health, healthWords } from "./health-words";

/** The upstream's health as a word with a shape. It opens the reason. */
export function HealthChip() {
  const known = useQuota();
  const { health, word, reason } = healthWords(known);
  const since = known === null || known.now === null ? null : sinceOf(known);
  const retry = known?.quota.breaker.state === "open" ? (known.now?.nextInSeconds ?? 0) : 0;
  return (
    <Disclosure
      label="API:"
      summary={
        <span
          className={clsx("flex items-center gap-1.5", health === "rate_limited" && "text-stale")}
        >
          <HealthShape health={health} />
          {word}
        </span>
      }
    >
      <p className="text-text">{reason}</p>
      {since !== null && <p className="pt-1">Since {easternTime(since).minute} ET.</p>}
      {retry > 0 && <p className="pt-1">Retrying in {formatSeconds(retry)}.</p>}
    </Disclosure>
  );
}

/** Since when: the gate's time, or else when this tab first saw it. */
function sinceOf({ quota, healthSince }: KnownQuota): number | null {
  return quota.healthSince === null ? healthSince : Date.parse(quota.healthSince);
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

import { easternTime } from "@/components/ui/format";
import type { KnownQuota } from "@/lib/client/use-quota";
import type { Quota } from "@/lib/contract/quota";

export type Health = Quota["health"];

export const HEALTH_WORDS: Record<Health, string> = {
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

/** How the upstream does, as far as that is known now, and why. */
export function healthWords(known: KnownQuota | null): { health: Health; reason: string } {
  if (known === null) return { health: "unknown", reason: "The shared store is not answering." };
  const { health, healthReason } = known.quota;
  if (known.now !== null) return { health, reason: healthReason ?? MEANINGS[health] };
  const { minute } = easternTime(known.readAt);
  const reason = `Not known now. As of ${minute} ET: ${HEALTH_WORDS[health]}.`;
  return { health: "unknown", reason };
}

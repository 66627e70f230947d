import { easternTime } from "@/components/ui/format";
import type { KnownQuota } from "@/lib/client/hooks/use-quota";
import type { Quota } from "@/lib/contract/quota/quota";

export type Health = Quota["health"];

const HEALTH_WORDS: Record<Health, string> = {
  healthy: "Healthy",
  rate_limited: "Rate limited",
  down: "Down",
  unknown: "Unknown",
};

const MEANINGS: Record<Health, string> = {
  healthy: "Trading Volatility is responding.",
  rate_limited: "The rate limit is reached. API calls resume when the limit allows.",
  down: "Trading Volatility is not responding. Showing saved data.",
  unknown: "No response yet.",
};

export type HealthWords = { health: Health; word: string; reason: string };

/** The upstream's health in a word, with the reason. "Paused" while an admin has paused calls. */
export function healthWords(known: KnownQuota | null): HealthWords {
  if (known === null) return unknown("Gammagate can't reach its database.");
  const { health, healthReason } = known.quota;
  if (known.now !== null) {
    const isPaused = known.quota.breaker.state === "held";
    const word = isPaused ? "Paused" : HEALTH_WORDS[health];
    return { health, word, reason: healthReason ?? MEANINGS[health] };
  }
  const { minute } = easternTime(known.readAt);
  return unknown(`Unknown now. As of ${minute} ET: ${HEALTH_WORDS[health]}.`);
}

function unknown(reason: string): HealthWords {
  return { health: "unknown", word: HEALTH_WORDS.unknown, reason };
}

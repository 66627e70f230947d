import { easternTime, formatSeconds } from "@/components/ui/format";
import type { KnownQuota } from "@/lib/client/hooks/use-quota";
import type { QuotaNow } from "@/lib/client/tab/quota-now";

export type MeterWords = {
  /** `13/20`, or `?/20` when the quota is no longer known. */
  count: string;
  /** How long a new request waits. */
  next: string;
  /** The full text: what is left, and when slots free. */
  left: string;
  freeing: string | null;
};

export function meterWords({ quota, now, readAt }: Omit<KnownQuota, "healthSince">): MeterWords {
  const shared = `API calls left (rolling ${quota.windowSeconds}s, shared by everyone).`;
  if (now === null) {
    const { minute } = easternTime(readAt);
    const left = `Unknown now. As of ${minute} ET: ${quota.remaining} of ${quota.limit} ${shared}`;
    return { count: `?/${quota.limit}`, next: "unknown", left, freeing: null };
  }
  return {
    count: `${now.remaining}/${now.limit}`,
    next: nextWords(now),
    left: `${now.remaining} of ${now.limit} ${shared}`,
    freeing: freeingWords(now),
  };
}

/** How many of the next slots are listed. */
const FREES_LISTED = 5;

function freeingWords({ freesInSeconds }: QuotaNow): string {
  if (freesInSeconds.length === 0) return "No API calls count against the limit.";
  const next = freesInSeconds.slice(0, FREES_LISTED).map(formatSeconds).join(", ");
  return `Slots free up in ${next}.`;
}

function nextWords(now: QuotaNow): string {
  if (now.nextInSeconds === null) return "paused";
  return now.nextInSeconds < 1 && now.remaining > 0
    ? "no wait"
    : `wait ~${formatSeconds(now.nextInSeconds)}`;
}

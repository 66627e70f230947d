import { easternTime, formatSeconds } from "@/components/ui/format";
import type { QuotaNow } from "@/lib/client/quota-now";
import type { KnownQuota } from "@/lib/client/use-quota";

export type MeterWords = {
  /** `13/20`; `?/20` where it is not known any more. */
  count: string;
  /** When the next call could go. */
  next: string;
  /** In full: what is left, and when slots free. */
  left: string;
  freeing: string | null;
};

export function meterWords({ quota, now, readAt }: Omit<KnownQuota, "healthSince">): MeterWords {
  const shared = `calls left in any ${quota.windowSeconds} s, shared by everyone.`;
  if (now === null) {
    const { minute } = easternTime(readAt);
    const left = `Not known now. As of ${minute} ET: ${quota.remaining} of ${quota.limit} ${shared}`;
    return { count: `?/${quota.limit}`, next: "unknown", left, freeing: null };
  }
  return {
    count: `${now.remaining}/${now.limit}`,
    next: nextWords(now),
    left: `${now.remaining} of ${now.limit} ${shared}`,
    freeing: freeingWords(now),
  };
}

/** How many of the next frees are spelled out. */
const TOLD = 5;

function freeingWords({ freesInSeconds }: QuotaNow): string {
  if (freesInSeconds.length === 0) return "No call is counted now.";
  const told = freesInSeconds.slice(0, TOLD).map(formatSeconds).join(", ");
  const more = freesInSeconds.length - TOLD;
  return `Slots free in ${told}${more > 0 ? ` and ${more} more after` : ""}.`;
}

function nextWords(now: QuotaNow): string {
  return now.nextInSeconds < 1 && now.remaining > 0
    ? "next now"
    : `next in ${formatSeconds(now.nextInSeconds)}`;
}

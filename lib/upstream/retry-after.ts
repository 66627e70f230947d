import { upstreamPolicy } from "@/lib/policy";

/**
 * `Retry-After` in whole seconds from now, at most `retryAfterMaxSeconds`; null when it is absent,
 * unreadable or says no wait at all. The date form is measured against the reply's own `Date`,
 * so that our clock does not matter.
 */
export function parseRetryAfter(retryAfter: string | null, date: string | null): number | null {
  const text = retryAfter?.trim() ?? "";
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : secondsBetween(date, text);
  if (!(seconds > 0)) return null;
  return Math.min(Math.ceil(seconds), upstreamPolicy.retryAfterMaxSeconds);
}

function secondsBetween(from: string | null, until: string): number {
  return (parseHttpDate(until) - parseHttpDate(from ?? "")) / 1_000;
}

/** Date.parse alone would read nearly anything, "1.5" too. */
function parseHttpDate(text: string): number {
  return / GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}

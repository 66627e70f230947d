import { upstreamPolicy } from "@/lib/policy";

/**
 * `Retry-After` in whole seconds from now, at most `retryAfterMaxSeconds`. Null when it is missing,
 * unreadable or zero. The date form is compared with the reply's own `Date`, so our clock does not
 * matter.
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

/** Checks the format, because Date.parse accepts nearly anything, even "1.5". */
function parseHttpDate(text: string): number {
  return / GMT$/.test(text) ? Date.parse(text) : Number.NaN;
}

import type { RefusalReason } from "@/lib/client/tab/ask-store";

/** A refusal in two or three words, shown in place of the control; its detail is in the tooltip. */
const WORDS: Partial<Record<RefusalReason, string>> = {
  "unknown-symbol": "Unknown symbol",
  "queue-full": "Queue full",
  "too-many-requests": "Rate limited",
  "upstream-timeout": "Timed out",
  "upstream-auth": "Not authorized",
  "not-offered": "Not included",
  "upstream-invalid-response": "Bad response",
  "breaker-open": "Calls paused",
  "store-unavailable": "Database down",
  overloaded: "Too busy",
  unauthorized: "Signed out",
  expired: "Position lost",
  gone: "Position lost",
  unreachable: "No connection",
};

export function refusalWords(reason: RefusalReason): string {
  return WORDS[reason] ?? "Failed";
}

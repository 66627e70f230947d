import type { RefusalReason } from "@/lib/client/ask-store";

/** A refusal in two or three words, for the control's own place; its detail is told beside it. */
const WORDS: Partial<Record<RefusalReason, string>> = {
  "unknown-symbol": "Unknown symbol",
  "queue-full": "Line full",
  "too-many-requests": "Too many asks",
  "upstream-timeout": "Timed out",
  "upstream-auth": "Not authorised",
  "upstream-invalid-response": "Bad answer",
  "breaker-open": "Upstream paused",
  "store-unavailable": "Store down",
  overloaded: "Too busy",
  unauthorized: "Signed out",
  expired: "Place lost",
  gone: "Place lost",
  unreachable: "No connection",
};

export function refusalWords(reason: RefusalReason): string {
  return WORDS[reason] ?? "Failed";
}

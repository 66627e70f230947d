import type { Expiry } from "@/lib/contract/market/wanted";

const WORDS: Record<string, string> = {
  combined: "All expirations",
  nearest: "Nearest",
  first_monthly: "First monthly",
  live: "Live (all)",
};

/** An expiry in the select. A date stays a date. */
export function expiryWords(expiry: Expiry): string {
  return WORDS[expiry] ?? expiry;
}

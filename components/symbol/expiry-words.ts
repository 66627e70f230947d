import type { Expiry } from "@/lib/contract/wanted";

const WORDS: Record<string, string> = {
  combined: "all together",
  nearest: "nearest",
  first_monthly: "first monthly",
};

/** An expiry as people choose it; a date stays one. */
export function expiryWords(expiry: Expiry): string {
  return WORDS[expiry] ?? expiry;
}

import type { ExpirationGroup } from "@/lib/contract/expirations-data";

/** The upstream's groups of expirations; it does not tell their dates. */
export const GROUP_WORDS: Record<ExpirationGroup, string> = {
  nearest: "Nearest",
  first_weekly: "First weekly",
  first_monthly: "First monthly",
  all_other: "All later",
};

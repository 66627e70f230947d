import type { ExpirationGroup } from "@/lib/contract/market/expirations-data";

/** The upstream's groups of expirations. */
export const GROUP_WORDS: Record<ExpirationGroup, string> = {
  nearest: "Nearest",
  first_weekly: "First weekly",
  first_monthly: "First monthly",
  all_other: "All later",
};

/** The other names of one expiration: `also first weekly`, `also weekly, monthly`. */
export function alikeWords(alike: readonly ExpirationGroup[]): string {
  const names = alike.map((one) => GROUP_WORDS[one].toLowerCase());
  return `also ${names.length === 1 ? names[0] : names.map((name) => name.replace("first ", "")).join(", ")}`;
}

/** What expires this week: `the nearest and first weekly expirations`, or the one that is both. */
export function weekWords(nearest: { alike: readonly ExpirationGroup[] } | undefined): string {
  return nearest?.alike.includes("first_weekly")
    ? "the next weekly expiration"
    : "the nearest and first weekly expirations";
}

import { easternDate, easternTime, formatAge } from "@/components/ui/format";
import type { AccessKey, KeyRole } from "@/lib/contract/admin/keys";
import type { Life } from "./key-draft";

export const ROLE_WORDS: Record<KeyRole, string> = {
  client: "Client",
  deployment: "Deployment",
  metrics: "Metrics",
};

/** What each role allows. */
export const ROLE_ABOUT: Record<KeyRole, string> = {
  client: "For a script, a notebook or an agent. It requests data as a browser does.",
  deployment:
    "For another deployment. It requests data for its own people, who share its place in the queue.",
  metrics: "For a metrics collector. It reads /api/metrics only.",
};

export const LIFE_WORDS: Record<Life, string> = {
  "0": "Never",
  "7": "In 7 days",
  "30": "In 30 days",
  "90": "In 90 days",
  "365": "In 1 year",
};

export function priorityWords({ role, priority }: AccessKey): string {
  if (role === "metrics") return "None";
  return priority === null ? "Default" : String(priority);
}

export function shareWords({ share }: AccessKey): string {
  return share === 0 ? "None" : String(share);
}

export function budgetWords({ role, hourlyBudget }: AccessKey): string {
  if (role === "metrics") return "None";
  return hourlyBudget === null ? "No limit" : String(hourlyBudget);
}

/** `Dec 4, 2026`, by the New York calendar. */
export function expiryWords({ expiresAt }: AccessKey): string {
  if (expiresAt === null) return "Never";
  const at = Date.parse(expiresAt);
  return `${easternTime(at).date}, ${easternDate(at).slice(0, 4)}`;
}

/** `now`: ms. */
export function usedWords({ lastUsedAt }: AccessKey, now: number): string {
  return lastUsedAt === null ? "Not used yet" : formatAge(now - Date.parse(lastUsedAt));
}

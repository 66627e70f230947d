import type { AuditEntry } from "@/lib/contract/admin";

const ACT_WORDS: Record<AuditEntry["act"], (target: string) => string> = {
  "signed-in": () => "Signed in",
  "signed-out": () => "Signed out",
  "breaker-held": (target) => `Held ${target} calls`,
  "breaker-released": (target) => `Released ${target} calls`,
  "limit-lowered": (target) => `Lowered the limit to ${target}`,
  "limit-restored": (target) => `Restored the limit to ${target}`,
  "ticket-cancelled": (target) => `Cancelled ticket ${target}`,
  "cache-cleared": (target) => `Cleared the copy of ${target}`,
};

/** What was done, in words. */
export function actWords({ act, target }: Pick<AuditEntry, "act" | "target">): string {
  return ACT_WORDS[act](target);
}

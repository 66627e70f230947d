import type { AuditEntry } from "@/lib/contract/admin/admin";

const ACT_WORDS: Record<AuditEntry["act"], (target: string) => string> = {
  "signed-in": () => "Signed in",
  "signed-out": () => "Signed out",
  "breaker-held": (target) => {
    const [window, length] = target.split(", ");
    return `Paused ${window} calls${length === undefined ? "" : ` for ${length}`}`;
  },
  "breaker-released": (target) => `Resumed ${target} calls`,
  "limit-lowered": (target) => `Lowered the limit to ${target}`,
  "limit-restored": (target) => `Restored the limit to ${target}`,
  "ticket-cancelled": (target) => `Canceled ticket ${target}`,
  "cache-cleared": (target) => `Cleared cached ${target}`,
  "key-created": (target) => `Created key ${target}`,
  "key-changed": (target) => `Changed key ${target}`,
  "key-revoked": (target) => `Revoked key ${target}`,
};

/** Describes an action in words. */
export function actWords({ act, target }: Pick<AuditEntry, "act" | "target">): string {
  return ACT_WORDS[act](target);
}

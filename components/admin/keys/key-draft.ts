import type { AccessKey, KeyRole, NewKey } from "@/lib/contract/admin/keys";

/** How long a new key is valid, in days; 0: until it is revoked. */
export const LIVES = ["0", "7", "30", "90", "365"] as const;
export type Life = (typeof LIVES)[number];

const DAY_MS = 86_400_000;

/** A key as typed. Empty texts: no priority of its own, no share, no budget. */
export type KeyDraft = {
  name: string;
  role: KeyRole;
  priority: string;
  share: string;
  hourlyBudget: string;
  life: Life;
};

export const EMPTY_DRAFT: KeyDraft = {
  name: "",
  role: "client",
  priority: "",
  share: "",
  hourlyBudget: "",
  life: "0",
};

export function draftOf({ name, role, priority, share, hourlyBudget }: AccessKey): KeyDraft {
  const textOf = (value: number | null) => (value === null ? "" : String(value));
  return {
    ...{ name, role, life: "0" },
    priority: textOf(priority),
    share: share === 0 ? "" : String(share),
    hourlyBudget: textOf(hourlyBudget),
  };
}

/** The fields that a change sends. A metrics key asks for no data, so it has none of the numbers. */
export function changeOf({ name, role, priority, share, hourlyBudget }: KeyDraft) {
  const isAsking = role !== "metrics";
  const numberOf = (text: string) => (isAsking && text.trim() !== "" ? Number(text) : null);
  return {
    name: name.trim(),
    priority: numberOf(priority),
    share: numberOf(share) ?? 0,
    hourlyBudget: numberOf(hourlyBudget),
  };
}

/** `now`: ms. */
export function newKeyOf(draft: KeyDraft, now: number): NewKey {
  const days = Number(draft.life);
  const expiresAt = days === 0 ? null : new Date(now + days * DAY_MS).toISOString();
  return { ...changeOf(draft), role: draft.role, expiresAt };
}

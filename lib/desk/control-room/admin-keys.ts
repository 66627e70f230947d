import type { AdminSession } from "@/lib/callers/admin";
import type { KeyRefusal } from "@/lib/callers/keys/access-keys";
import type {
  AccessKey,
  AccessKeysAnswer,
  CreatedKey,
  KeyChange,
  NewKey,
} from "@/lib/contract/admin/keys";
import type { Refusal } from "@/lib/desk/answer/refusal";
import { createStoreBudget } from "@/lib/desk/base/store-budget";
import { keyPolicy } from "@/lib/policy";
import { readOnly } from "./admin-acts";
import { type Noted, note } from "./admin-note";
import type { AdminParts } from "./admin-parts";

/** Lists the access keys, without their secrets. */
export async function listKeys(
  parts: AdminParts,
  _session: AdminSession,
): Promise<AccessKeysAnswer> {
  const { accessKeys, isReadOnly } = parts;
  const keys = await read(parts);
  const { sharesMost } = accessKeys;
  return { keys, sharesMost, keysMost: keyPolicy.keysMost, isReadOnly };
}

/** Creates a key. Only this answer contains it. */
export async function createKey(
  parts: AdminParts,
  by: Noted,
  wanted: NewKey,
): Promise<{ kind: "created"; created: CreatedKey } | Refusal> {
  if (parts.isReadOnly) return readOnly();
  const reason = whyNot(parts, await read(parts), wanted, null);
  if (reason !== null) return refusalOf(parts, reason);
  await note(parts, by, "key-created", `${wanted.name} (${wanted.role})`);
  const made = await createStoreBudget(parts.desk.clock).spendInTurn(
    parts.accessKeys.create(wanted, by.session.label),
  );
  if (made.kind === "refused") return refusalOf(parts, made.reason);
  return { kind: "created", created: { ...made.key, key: made.text } };
}

/** Changes what an admin may change of a key. */
export async function changeKey(
  parts: AdminParts,
  by: Noted,
  id: string,
  change: KeyChange,
): Promise<{ kind: "changed"; key: AccessKey } | Refusal> {
  if (parts.isReadOnly) return readOnly();
  const keys = await read(parts);
  const own = keys.find((key) => key.id === id);
  if (!own) return refusalOf(parts, "absent");
  const reason = whyNot(parts, keys, change, own);
  if (reason !== null) return refusalOf(parts, reason);
  const isRenamed = change.name !== undefined && change.name !== own.name;
  await note(parts, by, "key-changed", isRenamed ? `${own.name} to ${change.name}` : own.name);
  const changed = await createStoreBudget(parts.desk.clock).spendInTurn(
    parts.accessKeys.change(id, change),
  );
  return changed.kind === "refused" ? refusalOf(parts, changed.reason) : changed;
}

/** Ends a key: it is refused from its next request on. */
export async function revokeKey(
  parts: AdminParts,
  by: Noted,
  id: string,
): Promise<{ kind: "revoked" } | Refusal> {
  if (parts.isReadOnly) return readOnly();
  const budget = createStoreBudget(parts.desk.clock);
  const own = await budget.spend(parts.accessKeys.get(id));
  if (!own) return refusalOf(parts, "absent");
  await note(parts, by, "key-revoked", own.name);
  await createStoreBudget(parts.desk.clock).spendInTurn(parts.accessKeys.revoke(id));
  return { kind: "revoked" };
}

function read({ desk, accessKeys }: AdminParts): Promise<AccessKey[]> {
  return createStoreBudget(desk.clock).spendInTurn(accessKeys.list());
}

/**
 * Returns why a key cannot be written, before it is noted. The store checks again as it writes,
 * because other admins may act at the same time.
 */
function whyNot(
  { desk, accessKeys }: AdminParts,
  keys: readonly AccessKey[],
  { expiresAt = null, share = 0 }: KeyChange,
  own: AccessKey | null,
): KeyRefusal["reason"] | null {
  if (own === null && keys.length >= keyPolicy.keysMost) return "full";
  if (expiresAt !== null && Date.parse(expiresAt) <= desk.clock.now()) return "expired";
  const others = keys.reduce((sum, key) => (key.id === own?.id ? sum : sum + key.share), 0);
  return share > (own?.share ?? 0) && others + share > accessKeys.sharesMost ? "shares" : null;
}

function refusalOf({ accessKeys }: AdminParts, reason: KeyRefusal["reason"]): Refusal {
  switch (reason) {
    case "full":
      return refused("conflict", `There are ${keyPolicy.keysMost} keys, the most allowed.`);
    case "shares":
      return refused(
        "unprocessable",
        `The shares of all keys may add up to ${accessKeys.sharesMost}: the limit without the reserve.`,
      );
    case "expired":
      return refused("unprocessable", "The expiry must be in the future.");
    case "absent":
      return refused("not-found", "There is no such key.");
    case "changed":
      return refused("conflict", "Another admin changed this key. Reload, then try again.");
    default:
      return reason satisfies never;
  }
}

function refused(slug: Refusal["slug"], detail: string): Refusal {
  return { kind: "refused", slug, detail };
}

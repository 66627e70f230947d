import type { AccessKey } from "@/lib/contract/admin/keys";
import type { Caller } from "./callers";
import type { Signer } from "./signer";

const KEY_ID_LENGTH = 8;
/** 7 characters, 42 bits: the people of one deployment do not collide. */
const PERSON_CHARACTERS = 7;

/** What a caller needs to know of a key. */
export type FoundKey = Pick<AccessKey, "id" | "role" | "priority" | "hourlyBudget" | "share">;

/**
 * Returns the caller that a key stands for: `k<key id>`. A deployment key may name a person, who is
 * a caller of its own within the key: `k<key id><digest>`.
 */
export function callerOfKey(found: FoundKey, person: string | null, signer: Signer): Caller {
  const { share, id, role, priority, hourlyBudget } = found;
  const house = `k${id}`;
  const isPerson = role === "deployment" && person !== null;
  const digest = isPerson ? signer.digest("key-person", `${id}\0${person}`) : "";
  return {
    id: house + digest.slice(0, PERSON_CHARACTERS),
    kind: "key",
    house,
    // Its limits are those of the key, from whatever address it is used.
    address: null,
    key: { id, role, priority, hourlyBudget },
    share,
  };
}

/** Returns the key id in the id of a caller; null: it has no key. */
export function keyIdOf(callerId: string): string | null {
  return callerId.startsWith("k") ? callerId.slice(1, 1 + KEY_ID_LENGTH) : null;
}

/** Whether the id is that of a person within a deployment key. */
export function isPersonOfKey(callerId: string): boolean {
  return callerId.startsWith("k") && callerId.length > 1 + KEY_ID_LENGTH;
}

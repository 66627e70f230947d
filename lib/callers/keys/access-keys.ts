import type { AccessKey, KeyChange, NewKey } from "@/lib/contract/admin/keys";

/** Why a key was not written. */
export type KeyRefusal = {
  kind: "refused";
  /**
   * full: there are as many keys as allowed. shares: all shares would exceed the limit without the
   * reserve. expired: its expiry is in the past. absent: no such key. changed: another admin changed
   * it meanwhile.
   */
  reason: "full" | "shares" | "expired" | "absent" | "changed";
};

/**
 * The access keys of this deployment. They live in the store, so a revoked key is refused at its
 * next request on every instance. All functions reject with StoreFault.
 */
export type AccessKeys = {
  /** Creates a key. `text` is what to send; it is stored nowhere. `createdBy`: an admin session. */
  create(
    wanted: NewKey,
    createdBy: string,
  ): Promise<{ kind: "created"; key: AccessKey; text: string } | KeyRefusal>;
  /** Lists all keys by name. */
  list(): Promise<AccessKey[]>;
  get(id: string): Promise<AccessKey | null>;
  change(id: string, change: KeyChange): Promise<{ kind: "changed"; key: AccessKey } | KeyRefusal>;
  /** Ends a key. False: there is no such key. */
  revoke(id: string): Promise<boolean>;
  /**
   * Returns the valid key that this text is. Null for any other text, with the same work: one read
   * of the store, one digest, one comparison in constant time.
   */
  find(text: string): Promise<AccessKey | null>;
  /** The name of the key that this caller uses, as last read; null if unknown. Reads it again later. */
  nameOf(callerId: string): string | null;
  /** Reads all names for `nameOf`, at most once in `keyPolicy.namesKeptMs`. */
  loadNames(): Promise<void>;
  /** Most that all shares may add up to, calls per window. */
  sharesMost: number;
};

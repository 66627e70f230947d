import { timingSafeEqual } from "node:crypto";
import type { Signer } from "@/lib/callers/signer";
import type { Clock } from "@/lib/clock";
import type { AccessKey, KeyChange, NewKey } from "@/lib/contract/admin/keys";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import type { AccessKeys, KeyRefusal } from "./access-keys";
import { createKeyNames } from "./key-names";
import { isExpired, type KeyRecord, shownKey } from "./key-record";
import { createKeyStorage, NO_KEY_STORED } from "./key-storage";
import { idOfText, isKeyId, makeKeyText, NO_ID } from "./key-text";
import { createUseNotes } from "./use-notes";

type Parts = {
  store: Store;
  keys: Keys;
  signer: Signer;
  clock: Pick<Clock, "now">;
  /** Most that all shares may add up to: the limit without the reserve. */
  sharesMost: number;
  /** Awaited after each change, so that the embedded store's keys are on disk. */
  afterChange?: () => Promise<void>;
};

/**
 * Access keys in the store. Invariants:
 * 1. The store has a keyed digest of each key, never the key.
 * 2. All shares together stay within `sharesMost`, whatever admins do at the same time.
 * 3. If the store fails, no key is valid.
 */
export function createAccessKeys(parts: Parts): AccessKeys {
  const { signer, clock, sharesMost, afterChange = async () => {} } = parts;
  const storage = createKeyStorage(parts);
  const names = createKeyNames(parts);
  const readKnown = async (id: string) => (isKeyId(id) ? storage.read(id) : NO_KEY_STORED);

  /** Writes a record in place of what was read. `usedAt`: ms. */
  async function write(record: KeyRecord, replaced: string, usedAt: number | null) {
    const written = await storage.write(record, replaced);
    if (written !== "written") return refused(written);
    names.set(record.id, record.name);
    await afterChange();
    return shownKey(record, usedAt, clock.now());
  }

  async function create(wanted: NewKey, createdBy: string) {
    const { id, text } = makeKeyText();
    const now = clock.now();
    const digest = digestOf(signer, text);
    const record = { id, createdAt: now, createdBy, digest, ...storedFields(wanted) };
    if (isExpired(record, now)) return refused("expired");
    const key = await write(record, "", null);
    return "kind" in key ? key : ({ kind: "created", key, text } as const);
  }

  async function change(id: string, wanted: KeyChange) {
    const { text, record, usedAt } = await readKnown(id);
    if (record === null || text === null) return refused("absent");
    const { expiresAt, ...others } = definedOf(wanted);
    const expiry = expiresAt === undefined ? {} : { expiresAt: msOrNull(expiresAt) };
    const changed = { ...record, ...others, ...expiry };
    if (expiresAt !== undefined && isExpired(changed, clock.now())) return refused("expired");
    const key = await write(changed, text, usedAt);
    return "kind" in key ? key : ({ kind: "changed", key } as const);
  }

  return {
    sharesMost,
    nameOf: names.nameOf,
    loadNames: names.load,
    find: createFind(parts, storage),
    create,
    change,
    get: async (id) => {
      const { record, usedAt } = await readKnown(id);
      return record && shownKey(record, usedAt, clock.now());
    },
    list: async () => {
      const [stored, now] = [await storage.readAll(), clock.now()];
      return stored
        .flatMap(({ record, usedAt }) => (record ? [shownKey(record, usedAt, now)] : []))
        .toSorted((one, other) => one.name.localeCompare(other.name, "en-US"));
    },
    revoke: async (id) => {
      const isRevoked = isKeyId(id) && (await storage.remove(id));
      await afterChange();
      return isRevoked;
    },
  };
}

/** Digested in place of a malformed key, and compared with in place of a missing one. */
const NO_KEY = `gg_${NO_ID}_${"0".repeat(43)}`;

function createFind(
  { signer, clock, store, keys }: Parts,
  storage: ReturnType<typeof createKeyStorage>,
): (text: string) => Promise<AccessKey | null> {
  const notes = createUseNotes({ store, keys });
  const noDigest = digestOf(signer, NO_KEY);
  return async (text) => {
    const id = idOfText(text);
    const { record, usedAt } = await storage.read(id);
    const expected = Buffer.from(record?.digest ?? noDigest);
    // A text of any other form is not digested, so that its length costs nothing.
    const given = Buffer.from(digestOf(signer, id === NO_ID ? NO_KEY : text));
    const isSame = given.length === expected.length && timingSafeEqual(given, expected);
    const now = clock.now();
    if (!isSame || record === null || isExpired(record, now)) return null;
    notes.note(record.id, usedAt, now);
    return shownKey(record, usedAt, now);
  };
}

function digestOf(signer: Signer, text: string): string {
  return signer.digest("access-key", text);
}

/** The fields that an admin chooses, as stored. */
function storedFields({ name, role, priority, share, hourlyBudget, expiresAt }: NewKey) {
  return { name, role, priority, share, hourlyBudget, expiresAt: msOrNull(expiresAt) };
}

function definedOf({ name, priority, share, hourlyBudget, expiresAt }: KeyChange) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(priority === undefined ? {} : { priority }),
    ...(share === undefined ? {} : { share }),
    ...(hourlyBudget === undefined ? {} : { hourlyBudget }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function msOrNull(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

function refused(reason: KeyRefusal["reason"]): KeyRefusal {
  return { kind: "refused", reason };
}

import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "@/lib/clock";
import { adminPolicy } from "@/lib/policy";
import type { Keys } from "@/lib/redis/keys";
import type { Store } from "@/lib/redis/store";
import { isSameText, secretDigest } from "./same-text";
import { createSignedCookie } from "./signed-cookie";
import type { Signer } from "./signer";

/** 24 bytes: nobody guesses a session. */
const ID_BYTES = 24;
const LIFE_MS = adminPolicy.sessionHours * 3_600_000;

/**
 * A session that was looked up in the store and found open. Only this file makes one, so a verb that
 * takes one cannot be reached by a request that nobody checked.
 */
class CheckedSession {
  /** Makes the type one that no other object has. */
  readonly #isChecked = true;
  constructor(
    /** A digest: the cookie cannot be made from it. */
    readonly id: string,
    /** What the audit calls it. */
    readonly label: string,
  ) {}
  get isChecked(): boolean {
    return this.#isChecked;
  }
}
export type AdminSession = CheckedSession;

/** Whoever knows the admin password. Sessions live in the store: closing one ends it everywhere. */
export type Admin = {
  /** False without a password: then nobody can sign in. */
  isOn: boolean;
  /** Whether this is the password, in equal time. */
  checkPassword(input: unknown): boolean;
  /** Opens a session; to be called once the password was right. */
  open(): Promise<{ session: AdminSession; setCookie: string }>;
  /** The open session that a request carries, or null. A forged cookie costs no look at the store. */
  check(headers: Headers): Promise<AdminSession | null>;
  /** Whether it is open still: for those who hold one long. */
  isOpen(session: AdminSession): Promise<boolean>;
  /** Closes it everywhere. */
  close(session: AdminSession): Promise<void>;
  /** Whether the request carries an admin cookie, good or not. */
  isSent(headers: Headers): boolean;
  /** `Set-Cookie` that takes it away. */
  clearedCookie(): string;
};

/** The cookie is signed for the password's digest: a new password ends all sessions. */
export function createAdmin(parts: {
  password: string | null;
  store: Store;
  keys: Keys;
  signer: Signer;
  origin: string | null;
  clock: Pick<Clock, "now">;
}): Admin {
  const { password, store, keys } = parts;
  const cookie = createSignedCookie({
    ...parts,
    name: "gg_admin",
    purpose: `admin:${secretDigest(password)}`,
    days: adminPolicy.sessionHours / 24,
    sameSite: "Strict",
  });
  const isKept = async (id: string) => (await store.redis.exists(keys.adminSession(id))) === 1;

  return {
    isOn: password !== null,
    checkPassword: (input) => isSameText(input, password),
    open: async () => {
      const content = randomBytes(ID_BYTES).toString("base64url");
      const session = sessionOf(content);
      await store.redis.set(keys.adminSession(session.id), session.label, { px: LIFE_MS });
      return { session, setCookie: cookie.make(content) };
    },
    check: async (headers) => {
      const content = password === null ? null : cookie.read(headers);
      if (content === null) return null;
      const session = sessionOf(content);
      return (await isKept(session.id)) ? session : null;
    },
    isOpen: (session) => isKept(session.id),
    close: async (session) => {
      await store.redis.del(keys.adminSession(session.id));
    },
    isSent: cookie.isSent,
    clearedCookie: cookie.clear,
  };
}

function sessionOf(content: string): CheckedSession {
  const id = createHash("sha256").update(content).digest("base64url");
  return new CheckedSession(id, `s-${id.slice(0, 6)}`);
}
